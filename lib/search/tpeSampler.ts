import { RandomGenerator, sampleCategorical } from "../probability";
import { ageWeights, drawFromParzen, logParzen, parzenMixture } from "./parzenMixture";
import { randomUnits } from "./randomSampler";
import {
  type CategoricalParameter,
  type ParameterValue,
  type SearchParameter,
} from "./SearchParameter";
import {
  costsOf,
  type SamplerOptions,
  type SearchSampler,
  type SearchTrial,
} from "./SearchSampler";
import { type SearchSpace } from "./SearchSpace";
import { isActive, settingsAt } from "./TrialSettings";
import { cellAt, unitOf, valueAt } from "./unitScale";

/** Options of `tpeSampler`. */
export interface TpeOptions extends SamplerOptions {
  /** Trials drawn at random before the history is looked at. Default 10. */
  readonly startupTrials?: number;
  /** Draws a parameter, of which the likeliest to be good is taken. Default 24. */
  readonly candidateCount?: number;
}

/**
 * Tree-structured Parzen estimator: each parameter by itself is drawn where good trials lie
 * denser than the others.
 *
 *     argmax_x  log l(x) - log g(x),   l of the best ceil(n / 10) trials (at most 25), g of the rest
 *
 * A conditional parameter learns from the trials that had it. Choices are Optuna's for its
 * univariate estimator (widths, fading weights, a prior of the weight of one trial); a deviation:
 * failed trials count as the worst.
 *
 * @throws RangeError if an option is out of range
 * @see Bergstra et al. (2011), Algorithms for hyper-parameter optimization, NIPS, section 4
 */
export function tpeSampler(space: SearchSpace, options: TpeOptions = {}): SearchSampler {
  const { seed = 1, direction, startupTrials = 10, candidateCount = 24 } = options;
  if (!(Number.isInteger(startupTrials) && startupTrials >= 1)) {
    throw new RangeError(`tpeSampler requires startupTrials of at least 1, got ${startupTrials}`);
  }
  if (!(Number.isInteger(candidateCount) && candidateCount >= 1)) {
    throw new RangeError(`tpeSampler requires a candidateCount from 1 on, got ${candidateCount}`);
  }
  const stream = new RandomGenerator(seed).fork("TPE");
  const suggest: SearchSampler["suggest"] = (history) => {
    const random = stream.fork(history.length);
    if (history.length < startupTrials) return settingsAt(space, randomUnits(space, random));
    const { good, rest } = splitTrials(history, costsOf(history, direction));
    const settings: Record<string, ParameterValue> = {};
    for (const [name, parameter] of Object.entries(space)) {
      if (!isActive(space, name, settings)) continue;
      const seen = (trials: readonly SearchTrial[]) =>
        trials.flatMap((trial) => (name in trial.settings ? [trial.settings[name]] : []));
      const choose = parameter.type === "categorical" ? chooseCategory : chooseNumber;
      settings[name] = choose(
        parameter as SearchParameter & CategoricalParameter,
        seen(good),
        seen(rest),
        { random: random.fork(name), candidateCount },
      );
    }
    return settings;
  };
  return { learns: true, suggest };
}

/** The best tenth of trials and the others, each in the order of trials. */
function splitTrials(
  history: readonly SearchTrial[],
  costs: Float64Array,
): { good: SearchTrial[]; rest: SearchTrial[] } {
  const order = history.map((_, index) => index).sort((a, b) => costs[a] - costs[b]);
  const best = new Set(order.slice(0, Math.min(25, Math.ceil(0.1 * history.length))));
  return {
    good: history.filter((_, index) => best.has(index)),
    rest: history.filter((_, index) => !best.has(index)),
  };
}

interface Draws {
  readonly random: RandomGenerator;
  readonly candidateCount: number;
}

function chooseNumber(
  parameter: SearchParameter,
  good: readonly ParameterValue[],
  rest: readonly ParameterValue[],
  { random, candidateCount }: Draws,
): ParameterValue {
  const l = parzenMixture(good.map((value) => unitOf(parameter, value)));
  const g = parzenMixture(rest.map((value) => unitOf(parameter, value)));
  const units = Array.from({ length: candidateCount }, () => drawFromParzen(l, random));
  const best = largestBy(units, (unit) => {
    const cell = cellAt(parameter, unit);
    return logParzen(l, unit, cell) - logParzen(g, unit, cell);
  });
  return valueAt(parameter, best);
}

function chooseCategory(
  { choices }: CategoricalParameter,
  good: readonly ParameterValue[],
  rest: readonly ParameterValue[],
  { random, candidateCount }: Draws,
): ParameterValue {
  const l = categoryShares(choices, good);
  const g = categoryShares(choices, rest);
  const draws = Array.from({ length: candidateCount }, () => sampleCategorical(random, l));
  return choices[largestBy(draws, (choice) => l[choice] / g[choice])];
}

/**
 * The choices' shares: a component for each observation, smoothed by 1 / (n + 1) over each choice,
 * and an even one as the prior.
 */
function categoryShares(
  choices: readonly ParameterValue[],
  seen: readonly ParameterValue[],
): Float64Array {
  const smoothing = 1 / (seen.length + 1);
  const weights = ageWeights(seen.length);
  const total = weights.reduce((sum, weight) => sum + weight, 1);
  const shares = new Float64Array(choices.length).fill(1 / choices.length);
  seen.forEach((value, index) => {
    const weight = weights[index] / (1 + choices.length * smoothing);
    for (let c = 0; c < shares.length; c++) shares[c] += weight * smoothing;
    shares[choices.indexOf(value)] += weight;
  });
  return shares.map((share) => share / total);
}

function largestBy(items: readonly number[], score: (item: number) => number): number {
  let best = items[0];
  let highest = -Infinity;
  for (const item of items) {
    const value = score(item);
    if (value > highest) [best, highest] = [item, value];
  }
  return best;
}
