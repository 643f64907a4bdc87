import assert from "node:assert/strict";
import { test } from "node:test";
import { rPrecision } from "../../../lib/metrics/ranking/rPrecision";
import { relevantRows } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

test("only as many places count as there are relevant items", () => {
  const relevant = relevantRows([[0, 1]], 9);
  assert.deepEqual([...rPrecision([Int32Array.of(0, 5, 1)], relevant)], [0.5]);
});

test("R-precision equals ranx's r-precision", () => {
  const { lists, relevant } = ranxOracle();
  assertEqualsRanx(rPrecision(lists, relevant), "r-precision");
});
