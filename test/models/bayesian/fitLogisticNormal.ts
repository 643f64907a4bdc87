import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { ChoiceEvidence, choiceModel } from "../../../lib/models/bayesian/ChoiceEvidence";
import { fitLogisticNormal } from "../../../lib/models/bayesian/fitLogisticNormal";
import {
  RandomGenerator,
  sampleCategorical,
  sampleNormal,
  softmax,
} from "../../../lib/probability";

const settings = { correlated: false, seed: 1, batchSize: 200, drawCount: 20 };

test("the fit starts from wants, not from what is seen of them", async () => {
  // Half as visible and seen as often: wanted twice as much.
  const start = { weights: Float64Array.of(1), shares: [Float64Array.of(0.5, 0.5)] };
  const visibility = [1, 0.5];
  const { means } = await fitLogisticNormal([], start, { ...settings, iterations: 0, visibility });
  const [mean] = means;
  // As near as 400 draws of the start's variance come.
  assert.ok(Math.abs(mean[1] - mean[0] - Math.log(2)) < 0.15);
});

test("means are found where choices say little, from a start far off", async () => {
  const truth = [1, 0, -3];
  const random = new RandomGenerator(3);
  const chances = SparseMatrix.fromEntries([3, 3], [0, 1, 2], [0, 1, 2]);
  const model = choiceModel({ chances, visibility: Float64Array.of(1, 1, 1) });
  const evidences = Array.from({ length: 1000 }, () => {
    const theta = softmax(truth.map((m) => sampleNormal(random, m, 1)));
    const weights = [0, 0, 0];
    for (let choice = 0; choice < 10; choice++) weights[sampleCategorical(random, theta)]++;
    return new ChoiceEvidence(model, { items: [0, 1, 2], periods: [0, 0, 0], weights });
  });
  const start = { weights: Float64Array.of(1), shares: [Float64Array.of(0.4, 0.3, 0.3)] };
  const { means, covariance } = await fitLogisticNormal(evidences, start, {
    ...settings,
    iterations: 30,
    visibility: [1, 1, 1],
  });
  const level = (truth[0] + truth[1] + truth[2]) / 3;
  truth.forEach((m, d) => {
    const found = means[0][d] + level;
    assert.ok(Math.abs(found - m) < 0.25, `logit ${d}: ${found} is not ${m}`);
  });
  const [first, , , , second] = covariance;
  assert.ok(first + second > 1.4 && first + second < 2.6, `variances ${first}, ${second}`);
});
