import assert from "node:assert/strict";
import { test } from "node:test";
import { rankBiasedPrecision } from "../../../lib/metrics/ranking/rankBiasedPrecision";
import { relevantRows } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

test("hits in all k places give 1 - p^k", () => {
  const relevant = relevantRows([[0, 1, 2]], 9);
  const [value] = rankBiasedPrecision([Int32Array.of(2, 1, 0)], relevant, 3);
  assert.ok(Math.abs(value - (1 - 0.8 ** 3)) < 1e-15);
});

test("with graded gains and persistence 0.95 it equals ranx's rbp.95", () => {
  const { lists, relevant } = ranxOracle();
  const options = { persistence: 0.95, gain: "linear" } as const;
  assertEqualsRanx(rankBiasedPrecision(lists, relevant, 60, options), "rbp.95");
});

test("a persistence of 1 is an error", () => {
  const relevant = relevantRows([[0]], 9);
  assert.throws(() => rankBiasedPrecision([Int32Array.of(0)], relevant, 1, { persistence: 1 }), {
    message: "rankBiasedPrecision requires a persistence between 0 and 1, got 1",
  });
});
