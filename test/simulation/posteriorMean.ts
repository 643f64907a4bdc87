import assert from "node:assert/strict";
import { test } from "node:test";
import { conjugatePosterior, isConjugate } from "../../lib/simulation/conjugatePosterior";
import { mcmcPosterior } from "../../lib/simulation/mcmcPosterior";
import { type OptimalEstimate, posteriorMean } from "../../lib/simulation/posteriorMean";
import { simulate, type SimulatedWorld } from "../../lib/simulation/simulate";
import { type WorldConfig } from "../../lib/simulation/WorldConfig";

const STILL: Partial<WorldConfig> = {
  itemCount: 60,
  interestCount: 6,
  groupCount: 3,
  silentInterestCount: 1,
  periodCount: 1,
  driftPerPeriod: 0,
  seasonAmplitude: 0,
  changeProbability: 0,
  interactionsPerUser: 30,
};
const CONJUGATE: Partial<WorldConfig> = {
  ...STILL,
  prior: "dirichlet",
  interestsPerItem: 1,
  exposureBias: 0,
};

/** Mean squared error of estimate and of the users' mean, and how often intervals hold the truth. */
function judge(simulated: SimulatedWorld, { posteriors }: OptimalEstimate) {
  const { truth } = simulated;
  const size = posteriors[0].mean.length;
  const mean = new Float64Array(size);
  truth.interests.forEach((theta, i) => {
    mean[i % size] += theta / simulated.world.config.userCount;
  });
  let error = 0;
  let priorError = 0;
  const coverage = posteriors.map((posterior, user) => {
    let held = 0;
    for (let i = 0; i < size; i++) {
      const theta = truth.interests[user * size + i];
      error += (posterior.mean[i] - theta) ** 2;
      priorError += (mean[i] - theta) ** 2;
      if (posterior.low[i] <= theta && theta <= posterior.high[i]) held++;
    }
    return held / size;
  });
  const share = coverage.reduce((sum, c) => sum + c, 0) / coverage.length;
  const variance = coverage.reduce((sum, c) => sum + (c - share) ** 2, 0) / (coverage.length - 1);
  return { error, priorError, share, standardError: Math.sqrt(variance / coverage.length) };
}

const range = (count: number) => Array.from({ length: count }, (_, user) => user);

test("in closed form the truth is recovered: half the prior's error, intervals of 90 % hold 90 %", () => {
  const simulated = simulate({ ...CONJUGATE, userCount: 300 });
  assert.ok(isConjugate(simulated.world));
  const result = judge(simulated, posteriorMean(simulated, range(300), { draws: 100 }));
  assert.ok(result.error < 0.5 * result.priorError);
  assert.ok(Math.abs(result.share - 0.9) < 3 * result.standardError, JSON.stringify(result));
});

test("by MCMC the truth is recovered with overlapping interests, exposure bias and two domains", () => {
  const simulated = simulate({ ...STILL, userCount: 60, domainCount: 2 });
  assert.ok(!isConjugate(simulated.world));
  const estimate = posteriorMean(simulated, range(60), { draws: 150, rHatLimit: 1.2 });
  const result = judge(simulated, estimate);
  assert.ok(result.error < 0.6 * result.priorError, JSON.stringify(result));
  assert.ok(Math.abs(result.share - 0.9) < 3 * result.standardError, JSON.stringify(result));
  assert.ok(estimate.posteriors.every(({ rHat }) => rHat < 1.2));
});

test("MCMC agrees with the closed form where there is one", () => {
  const { world, interactions } = simulate({ ...CONJUGATE, userCount: 3 });
  const choices = Array.from(interactions.rowsByUser()[1], (row) => ({
    item: interactions.itemIndex[row],
    period: 0,
  }));
  const exact = conjugatePosterior(world, choices, { draws: 2_000 });
  const sampled = mcmcPosterior(world, choices, { draws: 1_000, rHatLimit: 1.03 });
  assert.ok(sampled.rHat < 1.03);
  exact.mean.forEach((mean, k) => {
    assert.ok(Math.abs(mean - sampled.mean[k]) < 0.02, `mean of ${k}`);
    assert.ok(Math.abs(exact.high[k] - sampled.high[k]) < 0.05, `high of ${k}`);
  });
});

test("a user without rows is estimated by the prior mean over groups", () => {
  const { world } = simulate({ ...CONJUGATE, userCount: 3 });
  const { mean } = conjugatePosterior(world, [], { draws: 10 });
  const expected = new Float64Array(6);
  for (let group = 0; group < 3; group++) {
    const alpha = world.groupConcentration.subarray(group * 6, group * 6 + 6);
    const sum = alpha.reduce((total, a) => total + a, 0);
    alpha.forEach((a, k) => (expected[k] += (world.groupWeight[group] * a) / sum));
  }
  mean.forEach((m, k) => assert.ok(Math.abs(m - expected[k]) < 1e-12));
});

test("the estimate follows interests that change: each period's posterior beats the mean of all", () => {
  const simulated = simulate({
    ...STILL,
    userCount: 12,
    periodCount: 3,
    driftPerPeriod: 0.4,
    changeProbability: 0.3,
    interactionsPerUser: 60,
  });
  const estimate = posteriorMean(simulated, range(12), { draws: 100, rHatLimit: 1.3, period: 0 });
  const result = judge(simulated, estimate);
  assert.ok(result.error < 0.6 * result.priorError, JSON.stringify(result));
  assert.ok(Math.abs(result.share - 0.9) < 3 * result.standardError, JSON.stringify(result));
  assert.deepEqual(estimate.distribution.interests, simulated.world.interests);
});
