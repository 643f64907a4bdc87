import assert from "node:assert/strict";
import { test } from "node:test";
import { ChoiceEvidence, choiceModel } from "../../../lib/models/bayesian/ChoiceEvidence";
import { logisticNormalPrior } from "../../../lib/models/bayesian/LogisticNormalPrior";
import { LogitSampler } from "../../../lib/models/bayesian/LogitSampler";
import { moveDraws } from "../../../lib/models/bayesian/moveDraws";
import { SparseMatrix } from "../../../lib/matrices";
import { RandomGenerator } from "../../../lib/probability";

// Three choices of the first of two interests, each of one item.
const chances = SparseMatrix.fromEntries([2, 2], [0, 1], [0, 1]);
const model = choiceModel({ chances, visibility: Float64Array.of(1, 1) });
const evidence = new ChoiceEvidence(model, { items: [0], periods: [0], weights: [3] });
const covariance = Float64Array.of(2, 0, 0, 2);
const prior = logisticNormalPrior(Float64Array.of(1), [new Float64Array(2)], covariance);

/** Mean and variance of x_0 - x_1 by the trapezium rule: normal(0, 4) times sigma(x)^3. */
function exactMoments(): [mean: number, variance: number] {
  const sums = [0, 0, 0];
  for (let x = -20; x <= 20; x += 0.01) {
    const density = Math.exp((-x * x) / 8) / (1 + Math.exp(-x)) ** 3;
    [1, x, x * x].forEach((power, i) => (sums[i] += density * power));
  }
  const mean = sums[1] / sums[0];
  return [mean, sums[2] / sums[0] - mean * mean];
}

test("copies of five draws move to the posterior", () => {
  const count = 20_000;
  const random = new RandomGenerator(1);
  const sampler = new LogitSampler(prior);
  let draws = sampler.draw(evidence, 5, random);
  for (let round = 0; round < 3; round++) {
    draws = moveDraws(sampler, evidence, draws, count, random);
  }
  const { logits, weight } = draws;
  assert.equal(weight.length, count);
  const apart = Array.from(weight, (_, draw) => logits[2 * draw] - logits[2 * draw + 1]);
  const mean = apart.reduce((a, b) => a + b, 0) / count;
  const variance = apart.reduce((a, b) => a + (b - mean) ** 2, 0) / count;
  const [exactMean, exactVariance] = exactMoments();
  assert.ok(Math.abs(mean - exactMean) < 0.06, `${mean} is not ${exactMean}`);
  assert.ok(Math.abs(variance / exactVariance - 1) < 0.06, `${variance} is not ${exactVariance}`);
});
