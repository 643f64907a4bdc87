import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SparseMatrix } from "../../../lib/matrices";
import { ndcg } from "../../../lib/metrics/ranking/ndcg";
import { anyUser, relevantRows } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

test("ndcg of one hit in second place is 1 / log2(3)", () => {
  const [value] = ndcg([Int32Array.of(4, 2)], relevantRows([[2]], 5), 2);
  assert.equal(value, 1 / Math.log2(3));
});

test("ndcg of a perfect list is 1, of a list without a hit 0", () => {
  const relevant = relevantRows([[0, 1, 2], [0]], 5);
  assert.deepEqual([...ndcg([Int32Array.of(2, 0), Int32Array.of(3)], relevant, 2)], [1, 0]);
});

test("linear and exponential gains equal ranx's ndcg@10 and ndcg_burges@10", () => {
  const { lists, relevant } = ranxOracle();
  assertEqualsRanx(ndcg(lists, relevant, 10, { gain: "linear" }), "ndcg@10");
  assertEqualsRanx(ndcg(lists, relevant, 10, { gain: "exponential" }), "ndcg_burges@10");
});

test("a longer list than any query has gives ranx's ndcg without a cut", () => {
  const { lists, relevant } = ranxOracle();
  assertEqualsRanx(ndcg(lists, relevant, 60, { gain: "linear" }), "ndcg");
});

test("graded ndcg equals scikit-learn's on one list", () => {
  // sklearn.metrics.ndcg_score([[10, 0, 0, 1, 5]], [[.1, .2, .3, 4, 70]]) -> 0.6956940443813076
  // (scikit-learn 1.9.1: its own documentation's example)
  const relevant = SparseMatrix.fromEntries([1, 5], [0, 0, 0], [0, 3, 4], [10, 1, 5]);
  const [value] = ndcg([Int32Array.of(4, 3, 2, 1, 0)], relevant, 5, { gain: "linear" });
  assert.ok(Math.abs(value - 0.6956940443813076) < 1e-12);
});

test("ndcg is between 0 and 1, and moving a hit up never lowers it", () => {
  fc.assert(
    fc.property(anyUser, fc.nat(11), ({ list, relevant, k }, from) => {
      const [value] = ndcg([list], relevant, k);
      assert.ok(value >= 0 && value <= 1 + 1e-12);
      const place = from % Math.max(1, list.length);
      if (place === 0 || !relevant.rowColumns(0).includes(list[place])) return;
      const raised = list.slice();
      [raised[place - 1], raised[place]] = [raised[place], raised[place - 1]];
      assert.ok(ndcg([raised], relevant, k)[0] >= value - 1e-12);
    }),
  );
});
