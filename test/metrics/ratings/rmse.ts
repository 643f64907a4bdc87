import assert from "node:assert/strict";
import { test } from "node:test";
import { rmse, rmseByRating } from "../../../lib/metrics/ratings/rmse";

const pairs = {
  userIndex: Int32Array.of(0, 0, 1),
  predicted: [3, 5, 2],
  actual: [4, 4, 5],
};

test("by user and by rating are different figures", () => {
  assert.deepEqual([...rmse(pairs, 3)], [1, 3, NaN]);
  // sklearn.metrics.root_mean_squared_error([4, 4, 5], [3, 5, 2]) -> 1.9148542155126762
  assert.ok(Math.abs(rmseByRating(pairs) - 1.9148542155126762) < 1e-12);
});
