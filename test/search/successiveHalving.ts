import assert from "node:assert/strict";
import { test } from "node:test";
import { halvingRungs, halvingSurvivors, rungBudgets } from "../../lib/search/successiveHalving";

test("each rung has a third of the trials and three times the budget", () => {
  assert.deepEqual(halvingRungs(9, 1, 9), [
    { budget: 1, trialCount: 9 },
    { budget: 3, trialCount: 3 },
    { budget: 9, trialCount: 1 },
  ]);
});

test("rungs end with the last trial, or with the largest budget", () => {
  assert.deepEqual(
    halvingRungs(4, 1, 100, 2).map(({ trialCount }) => trialCount),
    [4, 2, 1],
  );
  assert.deepEqual(rungBudgets(1, 10, 2), [1, 2, 4, 8, 10]);
  assert.deepEqual(rungBudgets(5, 5), [5]);
});

test("the best survive; of equals, the earlier; what is no number, last", () => {
  assert.deepEqual(halvingSurvivors([3, 1, NaN, 1, 2], 3), [1, 3, 4]);
  assert.deepEqual(halvingSurvivors([3, 1, NaN, 1, 2], 5, "maximize"), [0, 4, 1, 3, 2]);
});

test("budgets and reductions out of range are refused", () => {
  assert.throws(() => rungBudgets(0, 1), { message: /0 < minBudget <= maxBudget, got 0 and 1/ });
  assert.throws(() => rungBudgets(1, 9, 1), { message: /an integer reduction from 2 on, got 1/ });
  assert.throws(() => halvingRungs(0, 1, 9), { message: /at least 1 trial, got 0/ });
});
