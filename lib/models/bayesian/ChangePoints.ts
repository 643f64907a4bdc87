import { type ChoiceModel, type UserChoices } from "./ChoiceEvidence";
import { componentLogWeights, type DirichletMixturePrior } from "./dirichletMixturePrior";

/**
 * When a user became another person, if ever: chances of each period to be the first of the
 * other one, by the evidence of the choices before and after under a mixture of Dirichlet priors.
 *
 *     p(t | choices) in proportion to p(t) p(choices before t) p(choices from t on)
 */
export class ChangePoints {
  readonly #model: ChoiceModel;
  readonly #prior: DirichletMixturePrior;
  readonly #periodCount: number;
  /** Mean shares of the population, shape [D]. */
  readonly #population: Float64Array;

  /** @param prior - over the dimensions of the model */
  constructor(model: ChoiceModel, prior: DirichletMixturePrior) {
    const D = model.interests.length;
    this.#model = model;
    this.#prior = prior;
    this.#periodCount = model.season.length / D;
    this.#population = new Float64Array(D);
    prior.concentrations.forEach((a, g) => {
      const sum = a.reduce((x, y) => x + y, 0);
      for (let d = 0; d < D; d++) this.#population[d] += (prior.weights[g] * a[d]) / sum;
    });
  }

  /**
   * ln p(choices | change in each period), shape [periods], up to a constant; the first is that of
   * no change.
   */
  logEvidence(choices: UserChoices): Float64Array {
    const D = this.#population.length;
    const counts = this.#periodCounts(choices);
    const after = new Float64Array(D);
    const before = new Float64Array(D);
    for (let i = 0; i < counts.length; i++) after[i % D] += counts[i];
    const logs = new Float64Array(this.#periodCount);
    logs[0] = this.#log(after);
    for (let period = 1; period < this.#periodCount; period++) {
      let moved = false;
      for (let d = 0; d < D; d++) {
        const count = counts[(period - 1) * D + d];
        if (count === 0) continue;
        moved = true;
        before[d] += count;
        after[d] = Math.max(0, after[d] - count);
      }
      logs[period] =
        moved || period === 1 ? this.#log(before) + this.#log(after) : logs[period - 1];
    }
    return logs;
  }

  #log(counts: Float64Array): number {
    const places = Array.from(counts.keys()).filter((d) => counts[d] > 1e-9);
    if (places.length === 0) return 0;
    const amounts = places.map((d) => counts[d]);
    const logs = componentLogWeights(this.#prior, places, amounts);
    const highest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
    return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0));
  }

  /** Expected counts by period and dimension, each choice shared out as the population would. */
  #periodCounts({ items, periods, weights }: UserChoices): Float64Array {
    const { itemStart, dimension, weight: chance } = this.#model;
    const D = this.#population.length;
    const counts = new Float64Array(this.#periodCount * D);
    for (let row = 0; row < items.length; row++) {
      const first = itemStart[items[row]];
      const end = itemStart[items[row] + 1];
      let sum = 0;
      for (let e = first; e < end; e++) sum += chance[e] * this.#population[dimension[e]];
      for (let e = first; e < end; e++) {
        const share = (chance[e] * this.#population[dimension[e]]) / sum;
        counts[periods[row] * D + dimension[e]] += weights[row] * share;
      }
    }
    return counts;
  }
}

/** Chances of each period from the evidence, shape [periods]; the first: of no change. */
export function changeChances(logEvidence: Float64Array, probability: number): Float64Array {
  const P = logEvidence.length;
  const highest = logEvidence.reduce((a, b) => Math.max(a, b), -Infinity);
  const chances = logEvidence.map(
    (log, period) =>
      Math.exp(log - highest) * (period === 0 ? 1 - probability : probability / (P - 1)),
  );
  const total = chances.reduce((a, b) => a + b, 0);
  return chances.map((chance) => chance / total);
}

/** The share of users that change, under which their evidence is largest. */
export function learnChangeProbability(evidences: readonly Float64Array[]): number {
  let probability = 0.1;
  for (let iteration = 0; iteration < 100; iteration++) {
    const before = probability;
    const changed = evidences.map((logs) => 1 - changeChances(logs, before)[0]);
    probability = changed.reduce((a, b) => a + b, 0) / Math.max(1, evidences.length);
    if (Math.abs(probability - before) < 1e-5) break;
  }
  return probability;
}
