import assert from "node:assert/strict";
import { test } from "node:test";
import { f1 } from "../../../lib/metrics/ranking/f1";
import { precision } from "../../../lib/metrics/ranking/precision";
import { recall } from "../../../lib/metrics/ranking/recall";
import { relevantRows } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

test("f1 is the harmonic mean of precision and recall, and 0 without a hit", () => {
  const relevant = relevantRows([[0, 1, 2], [5]], 9);
  const lists = [Int32Array.of(0, 7, 1, 6), Int32Array.of(0)];
  const [p, r] = [precision(lists, relevant, 4)[0], recall(lists, relevant, 4)[0]];
  const [value, none] = f1(lists, relevant, 4);
  assert.ok(Math.abs(value - (2 * p * r) / (p + r)) < 1e-15);
  assert.equal(none, 0);
});

test("f1 equals ranx's f1@10", () => {
  const { lists, relevant } = ranxOracle();
  assertEqualsRanx(f1(lists, relevant, 10), "f1@10");
});
