import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { precision } from "../../../lib/metrics/ranking/precision";
import { anyUser, relevantRows } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

test("precision is hits over k, even where the list is shorter", () => {
  const relevant = relevantRows(
    [
      [0, 1],
      [0, 1],
    ],
    9,
  );
  const lists = [Int32Array.of(0, 5, 1, 6), Int32Array.of(0)];
  assert.deepEqual([...precision(lists, relevant, 4)], [0.5, 0.25]);
});

test("precision equals ranx's precision@10", () => {
  const { lists, relevant } = ranxOracle();
  assertEqualsRanx(precision(lists, relevant, 10), "precision@10");
});

test("precision times k is a whole number of at most k hits", () => {
  fc.assert(
    fc.property(anyUser, ({ list, relevant, k }) => {
      const hits = precision([list], relevant, k)[0] * k;
      assert.ok(Math.abs(hits - Math.round(hits)) < 1e-9 && hits >= 0 && hits <= k);
    }),
  );
});
