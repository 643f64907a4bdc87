import assert from "node:assert/strict";
import { test } from "node:test";
import { mae, maeByRating } from "../../../lib/metrics/ratings/mae";

const pairs = {
  userIndex: Int32Array.of(0, 0, 1),
  predicted: [3, 5, 2],
  actual: [4, 4, 5],
};

test("by user and by rating are different figures", () => {
  assert.deepEqual([...mae(pairs, 3)], [1, 3, NaN]);
  // sklearn.metrics.mean_absolute_error([4, 4, 5], [3, 5, 2]) -> 1.6666666666666667
  assert.ok(Math.abs(maeByRating(pairs) - 1.6666666666666667) < 1e-12);
});
