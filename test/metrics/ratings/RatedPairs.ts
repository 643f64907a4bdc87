import assert from "node:assert/strict";
import { test } from "node:test";
import { mae } from "../../../lib/metrics/ratings/mae";

test("columns of unequal length are an error", () => {
  assert.throws(() => mae({ userIndex: Int32Array.of(0), predicted: [], actual: [1] }, 1), {
    message: "mae requires columns of one length, got 1 users, 0 predicted and 1 actual values",
  });
});

test("a missing value is an error that names the user", () => {
  const pairs = { userIndex: Int32Array.of(3), predicted: [NaN], actual: [1] };
  assert.throws(() => mae(pairs, 4), {
    message: "mae requires values that are numbers, got NaN predicted and 1 actual for user 3",
  });
});
