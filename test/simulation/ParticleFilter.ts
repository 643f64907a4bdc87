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

test("four times the particles change the forecast little, and enough of them count", () => {
  const world = drawWorld({ ...settings, periodCount: 6 });
  const { itemIndex, timestampMs } = simulateUser(world, 5);
  const choices = Array.from(itemIndex, (item, row) => ({
    item,
    period: periodOf(world, timestampMs[row]),
  }));
  const [few, many] = [500, 2000].map((particleCount) => {
    const filter = new ParticleFilter(world, { particleCount, seed: particleCount });
    for (const items of itemsByPeriod(world, choices).slice(0, 5)) filter.update(items);
    assert.ok(filter.effectiveCount > particleCount / 20, `${filter.effectiveCount} count`);
    return filter.forecast(1)[0];
  });
  few.forEach((share, k) => assert.ok(Math.abs(share - many[k]) < 0.02, `${share}, ${many[k]}`));
});

test("futures are as the forecast on average, and one path over horizons", () => {
  const world = drawWorld({ ...settings, driftPerPeriod: 0, changeProbability: 0 });
  const filter = new ParticleFilter(world, { particleCount: 800, seed: 2 });
  filter.update([1, 2, 3, 3]);
  const [first, second] = filter.futures(2, 400);
  const [mean] = filter.forecast(2);
  mean.forEach((share, k) => {
    const average = first.reduce((sum, theta) => sum + theta[k] / first.length, 0);
    assert.ok(Math.abs(average - share) < 0.01, `${average} and ${share}`);
  });
  // Without drift and change only the season tells one period from the next, for all futures alike.
  const odds = (theta: Float64Array): number => Math.log(theta[0] / theta[1]);
  const moves = first.map((theta, i) => odds(second[i]) - odds(theta));
  for (const move of moves) assert.ok(Math.abs(move - moves[0]) < 1e-9, `${move}`);
});

test("a Dirichlet prior is refused", () => {
  const world = drawWorld({ ...settings, prior: "dirichlet" });
  assert.throws(() => new ParticleFilter(world), /requires a logistic-normal prior/);
});
