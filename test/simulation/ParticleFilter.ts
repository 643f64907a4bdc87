import assert from "node:assert/strict";
import { test } from "node:test";
import {
  drawWorld,
  itemsByPeriod,
  mcmcPosterior,
  ParticleFilter,
  periodOf,
  simulateUser,
} from "../../lib/simulation";

const settings = {
  userCount: 20,
  itemCount: 60,
  interestCount: 4,
  silentInterestCount: 0,
  groupCount: 2,
  periodCount: 3,
  seasonPeriods: 3,
  driftPerPeriod: 0.3,
  changeProbability: 0.2,
  interactionsPerUser: 20,
};

test("after the last period the filter's mean is the posterior mean by MCMC", () => {
  // The forecast of a period that brings no rows is the posterior of that period.
  const world = drawWorld(settings);
  for (const user of [3, 4]) {
    const { itemIndex, timestampMs } = simulateUser(world, user);
    const choices = Array.from(itemIndex, (item, row) => ({
      item,
      period: periodOf(world, timestampMs[row]),
    })).filter(({ period }) => period < 2);
    const { mean } = mcmcPosterior(world, choices, { draws: 1500, seed: 5 });
    const filter = new ParticleFilter(world, { particleCount: 2000, seed: 1 });
    const [first, second] = itemsByPeriod(world, choices);
    filter.update(first);
    filter.update(second);
    const [next] = filter.forecast(1);
    next.forEach((share, k) => {
      const wanted = mean[2 * 4 + k];
      assert.ok(Math.abs(share - wanted) < 0.03, `user ${user}, ${k}: ${share} and ${wanted}`);
    });
  }
});

test("the same seed gives the same forecast, and it sums to 1", () => {
  const world = drawWorld(settings);
  const run = (): Float64Array[] => {
    const filter = new ParticleFilter(world, { particleCount: 50, seed: 9 });
    filter.update([1, 2, 3]);
    return filter.forecast(2);
  };
  const paths = run();
  assert.deepEqual(run(), paths);
  for (const path of paths) {
    assert.ok(Math.abs(path.reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
  }
});

test("a Dirichlet prior is refused", () => {
  const world = drawWorld({ ...settings, prior: "dirichlet" });
  assert.throws(() => new ParticleFilter(world), /requires a logistic-normal prior/);
});
