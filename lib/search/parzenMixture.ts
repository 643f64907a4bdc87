import { type RandomGenerator, sampleCategorical } from "../probability";
import { parzenKernels } from "./parzenKernels";
import { type ParameterValue } from "./SearchParameter";
import { type SearchSpace } from "./SearchSpace";
import { isActive, type TrialSettings } from "./TrialSettings";

/** A density over all settings of a space. */
export interface ParzenMixture {
  readonly draw: (random: RandomGenerator) => TrialSettings;
  /** Up to a constant that depends on which parameters are active alone. */
  readonly logDensity: (settings: TrialSettings) => number;
}

/**
 * A Parzen estimate from trials: a component at each, the product of a kernel for each parameter,
 * and an even one as the prior.
 *
 *     p(x) = sum_i w_i prod_j k_ij(x_j),   j over the parameters that x has
 *
 * Of a parameter that trial i didn't have, k_ij is the prior's.
 *
 * @param trials - in their order; of n from 25 on, all but the last 25 fade with age
 */
export function parzenMixture(space: SearchSpace, trials: readonly TrialSettings[]): ParzenMixture {
  const weights = Float64Array.from([...ageWeights(trials.length), 1]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kernels = Object.entries(space).map(([name, parameter]) => ({
    name,
    ...parzenKernels(
      parameter,
      trials.map((settings) => (name in settings ? settings[name] : undefined)),
    ),
  }));
  return {
    draw: (random) => {
      const component = sampleCategorical(random, weights);
      const settings: Record<string, ParameterValue> = {};
      for (const { name, draw } of kernels) {
        if (isActive(space, name, settings)) settings[name] = draw(component, random);
      }
      return settings;
    },
    logDensity: (settings) => {
      const logs = weights.map((weight) => Math.log(weight / total)); // [components]
      for (const { name, logDensities } of kernels) {
        if (!(name in settings)) continue;
        logDensities(settings[name]).forEach((log, component) => (logs[component] += log));
      }
      const highest = Math.max(...logs);
      return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0));
    },
  };
}

/** Weights of n observations, the oldest first: 1 for the last 25, and a ramp up to them. */
export function ageWeights(n: number): Float64Array {
  const ramp = Math.max(0, n - 25);
  const share = (i: number) => (ramp > 1 ? i / (ramp - 1) : 0);
  return Float64Array.from({ length: n }, (_, i) =>
    i < ramp ? 1 / n + (1 - 1 / n) * share(i) : 1,
  );
}
