import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { ChoiceEvidence, choiceModel } from "../../../lib/models/bayesian/ChoiceEvidence";
import { logisticNormalPrior } from "../../../lib/models/bayesian/LogisticNormalPrior";
import { LogitSampler } from "../../../lib/models/bayesian/LogitSampler";
import { RandomGenerator } from "../../../lib/probability";

// Items 0 and 1 are of one interest each, item 2 of both.
const chances = SparseMatrix.fromEntries([3, 2], [0, 1, 2, 2], [0, 1, 0, 1], [0.8, 0.4, 0.2, 0.6]);
const model = choiceModel({ chances, visibility: Float64Array.of(1, 1) });
const prior = logisticNormalPrior(
  Float64Array.of(0.3, 0.7),
  [Float64Array.of(1, -1), Float64Array.of(-0.5, 0.5)],
  Float64Array.of(1, 0.3, 0.3, 0.5),
);

/** The posterior on a grid of both logits: evidence and mean share of the first interest. */
function onGrid(evidence: ChoiceEvidence): { logEvidence: number; mean: number } {
  let mass = 0;
  let first = 0;
  const step = 0.02;
  for (let x = -7; x < 7; x += step) {
    for (let y = -7; y < 7; y += step) {
      let density = 0;
      prior.means.forEach((mean, g) => {
        const [a, b] = [x - mean[0], y - mean[1]];
        const { precision: q } = prior;
        const square = q[0] * a * a + 2 * q[1] * a * b + q[3] * b * b;
        density +=
          (prior.weights[g] * Math.exp(-0.5 * (square + prior.logDeterminant))) / (2 * Math.PI);
      });
      const point = Float64Array.of(x, y);
      density *= Math.exp(evidence.logLikelihood(point, point.map(Math.exp))) * step * step;
      mass += density;
      first += density / (1 + Math.exp(y - x));
    }
  }
  return { logEvidence: Math.log(mass), mean: first / mass };
}

for (const weights of [
  [0, 0, 0],
  [1, 0, 2],
  [20, 3, 9],
]) {
  test(`draws agree with the posterior on a grid, choices ${weights.join(", ")}`, () => {
    const evidence = new ChoiceEvidence(model, { items: [0, 1, 2], periods: [0, 0, 0], weights });
    const right = onGrid(evidence);
    const draws = new LogitSampler(prior).draw(evidence, 20_000, new RandomGenerator(5));
    let mean = 0;
    draws.weight.forEach((weight, draw) => {
      mean += weight / (1 + Math.exp(draws.logits[2 * draw + 1] - draws.logits[2 * draw]));
    });
    assert.ok(Math.abs(mean - right.mean) < 0.01);
    assert.ok(Math.abs(draws.logEvidence - right.logEvidence) < 0.03);
  });
}
