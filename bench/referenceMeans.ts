import { type DenseMatrix, denseMatrix, SparseMatrix } from "../lib/matrices";
import { ChoiceEvidence, choiceModel } from "../lib/models/bayesian/ChoiceEvidence";
import { logisticNormalPrior } from "../lib/models/bayesian/LogisticNormalPrior";
import { LogitSampler } from "../lib/models/bayesian/LogitSampler";
import { RandomGenerator, sampleNormal } from "../lib/probability";
import { type SimulatedWorld } from "../lib/simulation";

/**
 * Posterior means under the simulator's own parameters where interests stand still, by importance
 * sampling: seconds for what takes `posteriorMean`'s Markov chains hours.
 *
 * @returns shape [users, interests]
 */
export function referenceMeans(simulated: SimulatedWorld, users: Int32Array): DenseMatrix {
  const { world, interactions } = simulated;
  const { interestCount: K, silentInterestCount: silent, userSpread } = world.config;
  const D = K - silent;
  const model = choiceModel(trueLikelihood(simulated));
  const covariance = new Float64Array(D * D);
  for (let d = 0; d < D; d++) covariance[d * D + d] = userSpread ** 2;
  const centres = Array.from(world.groupWeight.keys(), (group) =>
    world.groupCentre.slice(group * K, (group + 1) * K),
  );
  const prior = logisticNormalPrior(
    world.groupWeight,
    centres.map((centre) => centre.slice(silent)),
    covariance,
  );
  const sampler = new LogitSampler(prior);
  const histories = interactions.rowsByUser();
  const means = new Float32Array(users.length * K);
  const random = new RandomGenerator(1).fork("referenceMeans");
  users.forEach((user, row) => {
    const items = Array.from(histories[user], (at) => interactions.itemIndex[at]);
    const evidence = new ChoiceEvidence(model, {
      items,
      periods: items.map(() => 0),
      weights: items.map(() => 1),
    });
    const { logits, peaks, peak, weight } = sampler.draw(evidence, 1000, random);
    const odds = new Float64Array(K);
    weight.forEach((w, draw) => {
      let total = 0;
      for (let k = 0; k < K; k++) {
        const logit =
          k < silent
            ? sampleNormal(random, centres[peaks[peak[draw]].component][k], userSpread)
            : logits[draw * D + k - silent];
        total += odds[k] = Math.exp(logit);
      }
      for (let k = 0; k < K; k++) means[row * K + k] += (w * odds[k]) / total;
    });
  });
  return denseMatrix(means, users.length, K);
}

function trueLikelihood({ world }: SimulatedWorld): Parameters<typeof choiceModel>[0] {
  const { membership, popularity, exposure } = world.items;
  const [shelf] = world.shelves;
  const rows: number[] = [];
  const columns: number[] = [];
  const chances: number[] = [];
  for (let item = 0; item < membership.rowCount; item++) {
    const shares = membership.rowValues(item);
    membership.rowColumns(item).forEach((interest, entry) => {
      const { visible, wanted } = shelf[interest];
      if (visible === 0) return;
      rows.push(item);
      columns.push(interest);
      chances.push((shares[entry] * popularity[item] * exposure[item]) / (wanted * visible));
    });
  }
  const shape = [membership.rowCount, membership.columnCount] as const;
  return {
    chances: SparseMatrix.fromEntries(shape, rows, columns, chances),
    visibility: Float64Array.from(shelf, ({ visible }) => visible),
  };
}
