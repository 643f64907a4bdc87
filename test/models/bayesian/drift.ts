import assert from "node:assert/strict";
import { test } from "node:test";
import { periodShares, walkVariance } from "../../../lib/models/bayesian/drift";

test("from one period to another three on the walk takes three steps", () => {
  assert.equal(walkVariance([1, 0, 0, 0], [0, 0, 0, 1]), 3);
  assert.equal(walkVariance([0, 0, 1, 0], [0, 0, 1, 0]), 0);
});

test("from the mean of two periods to the second: half a step", () => {
  assert.equal(walkVariance([0.5, 0.5], [0, 1]), 0.25);
});

test("a user's choices by period, everybody's where there are none", () => {
  const choices = { items: [4, 5, 6], periods: [0, 2, 2], weights: [1, 1, 2] };
  assert.deepEqual([...periodShares(choices, [0, 1, 0])], [0.25, 0, 0.75]);
  const none = { items: [], periods: [], weights: [] };
  assert.deepEqual([...periodShares(none, [0, 1, 0])], [0, 1, 0]);
});
