import assert from "node:assert/strict";
import { test } from "node:test";
import { betaCdf } from "../../lib/probability/incompleteBeta";
import { kolmogorovSmirnov } from "../../lib/probability/kolmogorovSmirnov";
import { normalCdf } from "../../lib/probability/normalCdf";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { drawLatent, interestPath } from "../../lib/simulation/interestPath";
import { drawWorld } from "../../lib/simulation/World";
import { type WorldConfig } from "../../lib/simulation/WorldConfig";

const STILL: Partial<WorldConfig> = {
  userCount: 1,
  itemCount: 20,
  interestCount: 4,
  groupCount: 1,
  silentInterestCount: 0,
  periodCount: 1,
  seasonAmplitude: 0,
};

/** theta of many users of the only group, shape [users][interests]. */
function draw(settings: Partial<WorldConfig>) {
  const world = drawWorld({ ...STILL, ...settings });
  const random = new RandomGenerator(3);
  const users = Array.from({ length: 4_000 }, () =>
    interestPath(world, drawLatent(world, random), new Float64Array(4)),
  );
  return { world, users };
}

test("under the Dirichlet prior each share is beta, as the concentrations say", () => {
  const { world, users } = draw({ prior: "dirichlet", concentration: 3 });
  const alpha = world.groupConcentration;
  const total = alpha.reduce((sum, a) => sum + a, 0);
  for (let k = 0; k < 4; k++) {
    const shares = users.map((theta) => theta[k]);
    const { pValue } = kolmogorovSmirnov(shares, (x) => betaCdf(x, alpha[k], total - alpha[k]));
    assert.ok(pValue > 0.001, `interest ${k}: p ${pValue}`);
  }
});

test("under the logistic-normal prior log-odds are normal around the group's centre", () => {
  const { world, users } = draw({ userSpread: 0.7 });
  const logOdds = users.map((theta) => Math.log(theta[1] / theta[0]));
  const centre = world.groupCentre[1] - world.groupCentre[0];
  const cdf = (x: number) => normalCdf((x - centre) / (0.7 * Math.SQRT2));
  assert.ok(kolmogorovSmirnov(logOdds, cdf).pValue > 0.001);
});

test("a user who changes is another person from that period on, and none other", () => {
  const world = drawWorld({
    ...STILL,
    groupCount: 2,
    periodCount: 4,
    driftPerPeriod: 0,
    changeProbability: 1,
  });
  const latent = drawLatent(world, new RandomGenerator(1));
  const path = interestPath(world, { ...latent, changePeriod: 2 }, new Float64Array(16));
  assert.deepEqual(path.subarray(0, 4), path.subarray(4, 8));
  assert.deepEqual(path.subarray(8, 12), path.subarray(12, 16));
  assert.notDeepEqual(path.subarray(4, 8), path.subarray(8, 12));
});

test("a season comes back after its periods", () => {
  const world = drawWorld({
    ...STILL,
    periodCount: 5,
    driftPerPeriod: 0,
    changeProbability: 0,
    seasonAmplitude: 1,
    seasonPeriods: 4,
  });
  const path = interestPath(world, drawLatent(world, new RandomGenerator(2)), new Float64Array(20));
  for (let k = 0; k < 4; k++) assert.ok(Math.abs(path[k] - path[16 + k]) < 1e-12);
  assert.ok(Math.abs(path[0] - path[8]) > 1e-3);
});
