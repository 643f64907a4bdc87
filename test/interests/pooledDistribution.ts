import assert from "node:assert/strict";
import { test } from "node:test";
import { credibleIntervals, InterestDistribution, pooledDistribution } from "../../lib/interests";
import { denseMatrix } from "../../lib/matrices";

const member = (share: number, user = "u"): InterestDistribution =>
  new InterestDistribution({
    users: [user],
    spaceName: "genres",
    interests: ["a", "b"],
    probabilities: denseMatrix(Float32Array.of(share, 1 - share), 1, 2),
  });

test("the mean of the members, with intervals from the least to the largest", () => {
  const pooled = pooledDistribution([member(0.25), member(0.5), member(0.75)]);
  assert.deepEqual([...pooled.row(0)], [0.5, 0.5]);
  // Quarters of the four gaps that three draws leave: at the first and the third draw.
  const { lower, upper } = credibleIntervals(pooled, 0.5);
  assert.deepEqual([lower.values[0], upper.values[0]], [0.25, 0.75]);
});

test("members of other users, or a single one, are refused", () => {
  assert.throws(() => pooledDistribution([member(0.5), member(0.5, "v")]), {
    name: "RangeError",
    message: "pooledDistribution requires the same users and interests of all, got others",
  });
  assert.throws(() => pooledDistribution([member(0.5)]), {
    message: "pooledDistribution requires at least 2 distributions, got 1",
  });
});
