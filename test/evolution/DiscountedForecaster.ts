import assert from "node:assert/strict";
import { test } from "node:test";
import { ExponentialMean } from "../../lib/evolution/ExponentialMean";
import { Persistence } from "../../lib/evolution/Persistence";
import { plantedWindows } from "../../lib/evolution/checkForecaster";

const planted = plantedWindows(60, 3);

/** One user who did 4 of the first interest, then 2 of the second, then 1 of the third. */
const byHand = planted
  .select([0])
  .with({ counts: Float32Array.of(4, 0, 0, 0, 2, 0, 0, 0, 1), users: ["hand"] });

async function counted(forecaster: Persistence | ExponentialMean): Promise<number[]> {
  await forecaster.fit(planted);
  const { mean, discounting } = forecaster;
  const [next] = forecaster.forecast(byHand).horizons;
  const shares = next.row(0);
  // (A m + d) / (A + sum of d) = share: d is what is left when the prior is taken off.
  const known = discounting.priorWeight + (forecaster instanceof Persistence ? 1 : 3);
  return Array.from(shares, (share, k) => share * known - discounting.priorWeight * mean[k]);
}

function assertNear(found: readonly number[], wanted: readonly number[]): void {
  wanted.forEach((value, k) => assert.ok(Math.abs(found[k] - value) < 1e-4, found.join()));
}

test("persistence adds the last window's counts to the prior", async () => {
  assertNear(await counted(new Persistence()), [0, 0, 1]);
});

test("with a half-life of one window counts of 4, 2 and 1 in turn weigh the same", async () => {
  assertNear(await counted(new ExponentialMean({ halfLifeWindows: 1 })), [1, 1, 1]);
});
