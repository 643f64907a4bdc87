import assert from "node:assert/strict";
import { test } from "node:test";
import { prunesByMedian } from "../../lib/search/prunesByMedian";

const others = [[5, 1], [5, 2], [5, 3], [5, 4], [5]];
const options = { startupTrials: 4 };

test("a trial worse than the median at its step is pruned, one at the median isn't", () => {
  assert.equal(prunesByMedian([9, 2.6], others, options), true);
  assert.equal(prunesByMedian([9, 2.5], others, options), false);
  assert.equal(prunesByMedian([9, 2.6], others, { ...options, direction: "maximize" }), false);
  assert.equal(prunesByMedian([1, 2], others, { ...options, direction: "maximize" }), true);
});

test("the best value so far counts", () => {
  assert.equal(prunesByMedian([2, 9], others, options), false);
});

test("nothing is pruned while few trials reached the step, or while it warms up", () => {
  assert.equal(prunesByMedian([9, 9], others), false);
  assert.equal(prunesByMedian([9, 9], others, { ...options, warmupSteps: 2 }), false);
  assert.equal(prunesByMedian([], others, options), false);
});

test("a trial without a number is pruned", () => {
  assert.equal(prunesByMedian([NaN, NaN], others, options), true);
});
