// node dist/bench/posteriorOnce.js REGIME ours|reference [USERS]
// Mean KL(truth || estimate) in nats over the interests that leave traces: of the best Bayesian
// estimator, or of the posterior mean under the simulator's own parameters.
import { type DenseMatrix, matrixRow } from "../lib/matrices";
import { LogisticNormal } from "../lib/models";
import { posteriorMean } from "../lib/simulation";
import { ESTIMATOR, open, regimeOf, truthNow } from "./bayesWorlds";
import { referenceMeans } from "./referenceMeans";

async function main([name, side, count = ""]: readonly string[]): Promise<void> {
  const { simulated, space, propensityOf } = open(name);
  const { world, truth, interactions } = simulated;
  const drifting = world.config.driftPerPeriod > 0;
  const userCount = count === "" ? (drifting ? 60 : 2000) : Number(count);
  const users = Int32Array.from({ length: userCount }, (_, user) => user);
  let estimates: DenseMatrix;
  if (side === "ours") {
    const { estimator } = regimeOf(name);
    const config = { ...ESTIMATOR, ...estimator, drawCount: 300 };
    const model = new LogisticNormal(config, { space, propensityOf });
    await model.fit(interactions);
    estimates = model.distribution(users).probabilities;
  } else if (drifting) {
    const options = { draws: 500, rHatLimit: 1.2, maxDoublings: 1 };
    estimates = posteriorMean(simulated, Array.from(users), options).distribution.probabilities;
  } else {
    estimates = referenceMeans(simulated, users);
  }
  const silent = truth.silentInterests.length;
  const traced = Array.from(users, (user) =>
    divergence(truthNow(world, truth.interests, user), matrixRow(estimates, user), silent),
  );
  const all = Array.from(users, (user) =>
    divergence(truthNow(world, truth.interests, user), matrixRow(estimates, user), 0),
  );
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  console.log(
    `${name}, ${side}: leaving traces ${mean(traced).toFixed(4)}, all ${mean(all).toFixed(4)} ` +
      `(${userCount} users)`,
  );
  const parts = { "all interests": [mean(all)] };
  console.log(JSON.stringify({ value: mean(traced), parts }));
}

/** KL(truth || estimate) of the interests from the first on, both made to sum to 1. */
function divergence(truth: ArrayLike<number>, estimate: ArrayLike<number>, first: number): number {
  let truthMass = 0;
  let estimateMass = 0;
  for (let k = first; k < truth.length; k++) {
    truthMass += truth[k];
    estimateMass += estimate[k];
  }
  let sum = 0;
  for (let k = first; k < truth.length; k++) {
    const p = truth[k] / truthMass;
    if (p > 0) sum += p * Math.log((p * estimateMass) / estimate[k]);
  }
  return sum;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
