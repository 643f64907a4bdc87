import assert from "node:assert/strict";
import { test } from "node:test";
import { segmentShares } from "../../../lib/models/bayesian/segmentShares";
import { SparseMatrix } from "../../../lib/matrices";

test("every user weighs the same in the mean shares of a segment, however active", () => {
  // User 0: 1 and 3 choices; user 1: 40 of the second; user 2 belongs to the other segment.
  const counts = SparseMatrix.fromEntries([3, 2], [0, 0, 1, 2], [0, 1, 1, 0], [1, 3, 40, 5]);
  const { shares } = segmentShares(counts, {
    weights: Float64Array.of(0.6, 0.4),
    concentrations: [],
    responsibilities: Float64Array.of(1, 0, 1, 0, 0, 1),
    logLikelihood: 0,
  });
  // By hand: (1/4 + 0) / 2 and (3/4 + 1) / 2.
  assert.deepEqual(Array.from(shares[0]), [0.125, 0.875]);
  assert.deepEqual(Array.from(shares[1]), [1, 0]);
});
