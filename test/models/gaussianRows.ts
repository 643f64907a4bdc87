import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../lib/matrices/SparseMatrix";
import {
  gaussianRows,
  learnPrior,
  RowPosterior,
  varianceOfMean,
} from "../../lib/models/gaussianRows";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { sampleNormal } from "../../lib/probability/sampleNormal";

const near = (found: number, expected: number, tolerance = 1e-12): void => {
  assert.ok(Math.abs(found - expected) <= tolerance, `${found} instead of ${expected}`);
};

/** One factor with offsets: [factor, offset] of each row. */
function known(means: readonly (readonly [number, number])[]) {
  const rows = gaussianRows(means.length, 1, Float64Array.of(1, 1));
  rows.covariance.fill(0);
  rows.mean.set(means.flat());
  return rows;
}

test("rows without entries stay at their prior", () => {
  const users = gaussianRows(1, 1, Float64Array.of(2, 3));
  const posterior = new RowPosterior(known([[1, 0]]));
  const none = SparseMatrix.fromEntries([1, 1], [], [], []);
  assert.equal(posterior.update(users, 0, none, { centre: 3, noise: 1 }), 0);
  assert.deepEqual([...users.mean], [0, 0]);
  assert.deepEqual([...users.covariance], [2, 0, 3]);
});

test("beside items known for sure a row is Bayesian linear regression", () => {
  // t = rating - centre - offset of the item, a = [factor of the item, 1]
  const users = gaussianRows(1, 1, Float64Array.of(1, 0.5));
  const items = known([
    [2, 0.5],
    [-1, -0.5],
  ]);
  const ratings = SparseMatrix.fromEntries([1, 2], [0, 0], [0, 1], [4, 2]);
  const squares = new RowPosterior(items).update(users, 0, ratings, { centre: 3, noise: 0.25 });
  // The precision [[1 + 20, 4], [4, 2 + 8]] has the determinant 194.
  const covariance = [10 / 194, -4 / 194, 21 / 194];
  covariance.forEach((value, at) => near(users.covariance[at], value));
  // a't / noise = [(2 * 0.5 - 1 * -0.5) / 0.25, (0.5 - 0.5) / 0.25] = [6, 0]
  near(users.mean[0], (10 * 6) / 194);
  near(users.mean[1], (-4 * 6) / 194);
  const [factor, offset] = users.mean;
  const errors = [0.5 - (2 * factor + offset), -0.5 - (-factor + offset)];
  const spread = 5 * covariance[0] + 2 * covariance[1] + 2 * covariance[2];
  near(squares, errors[0] ** 2 + errors[1] ** 2 + spread);
});

test("the prior learned is the mean of the rows' second moments, of those with entries", () => {
  const users = known([
    [1, 0],
    [2, 0],
    [9, 0],
  ]);
  const ratings = SparseMatrix.fromEntries([3, 1], [0, 1], [0, 0], [1, 1]);
  learnPrior(users, ratings, [0]);
  near(users.priorVariance[0], 2.5);
  assert.equal(users.priorVariance[1], 1);
});

test("the variance of a rating's mean is that of drawn users and items", () => {
  const users = gaussianRows(1, 1, Float64Array.of(0.3, 0.2));
  const items = gaussianRows(1, 1, Float64Array.of(0.5, 0.1));
  users.mean.set([0.7, 0.1]);
  items.mean.set([-0.4, 0.2]);
  // Independent places: p q has the variance 0.3 (0.16 + 0.5) + 0.5 0.49.
  near(varianceOfMean(users, 0, items, 0), 0.3 * (0.16 + 0.5) + 0.5 * 0.49 + 0.2 + 0.1);
  // A factor and its offset that go together: drawn.
  users.covariance[1] = 0.2;
  const random = new RandomGenerator(2);
  const draws = Array.from({ length: 200_000 }, () => {
    const shared = sampleNormal(random);
    const p = 0.7 + Math.sqrt(0.3) * shared;
    const slope = 0.2 / Math.sqrt(0.3);
    const b = 0.1 + slope * shared + Math.sqrt(0.2 - slope ** 2) * sampleNormal(random);
    const q = -0.4 + Math.sqrt(0.5) * sampleNormal(random);
    return p * q + b + 0.2 + Math.sqrt(0.1) * sampleNormal(random);
  });
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  near(varianceOfMean(users, 0, items, 0), variance, 0.01);
});
