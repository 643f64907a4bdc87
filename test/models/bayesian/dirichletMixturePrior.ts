import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { fitDirichletMixture } from "../../../lib/models/bayesian/dirichletMixturePrior";
import { dirichletPrior } from "../../../lib/models/dirichletPrior";
import { RandomGenerator, sampleDirichlet, sampleMultinomial } from "../../../lib/probability";

/** Counts of users, each of one of the given priors in turn. */
function drawCounts(userCount: number, priors: readonly number[][]): SparseMatrix {
  const random = new RandomGenerator(9);
  const rows: number[] = [];
  const columns: number[] = [];
  const amounts: number[] = [];
  for (let user = 0; user < userCount; user++) {
    const theta = sampleDirichlet(random, priors[user % priors.length]);
    sampleMultinomial(random, 20, theta).forEach((count, interest) => {
      if (count === 0) return;
      rows.push(user);
      columns.push(interest);
      amounts.push(count);
    });
  }
  return SparseMatrix.fromEntries([userCount, priors[0].length], rows, columns, amounts);
}

test("one component is Minka's fixed point", () => {
  const counts = drawCounts(300, [[2, 1, 0.5]]);
  const { concentrations } = fitDirichletMixture(counts, {
    componentCount: 1,
    maxIterations: 2000,
    tolerance: 1e-12,
  });
  const right = dirichletPrior(counts, { tolerance: 1e-9 });
  concentrations[0].forEach((a, k) => assert.ok(Math.abs(a / right[k] - 1) < 1e-3));
});

test("planted segments are found, with their priors", () => {
  const counts = drawCounts(1000, [
    [10, 2, 2],
    [1, 3, 8],
  ]);
  const { weights, concentrations, responsibilities } = fitDirichletMixture(counts, {
    componentCount: 2,
  });
  const first = concentrations[0][0] > concentrations[1][0] ? 0 : 1;
  assert.ok(Math.abs(weights[first] - 0.5) < 0.05);
  const share = concentrations[first][0] / concentrations[first].reduce((a, b) => a + b);
  assert.ok(Math.abs(share - 10 / 14) < 0.05);
  let right = 0;
  for (let user = 0; user < 1000; user++) {
    right += responsibilities[2 * user + (user % 2 === 0 ? first : 1 - first)] / 1000;
  }
  assert.ok(right > 0.9);
});

test("more components than users with counts is an error", () => {
  assert.throws(() => fitDirichletMixture(drawCounts(3, [[1, 1]]), { componentCount: 4 }), {
    name: "RangeError",
    message: "fitDirichletMixture requires at least 4 users with counts, got 3",
  });
});
