import { RandomGenerator } from "../probability";
import { parzenMixture } from "./parzenMixture";
import { randomUnits } from "./randomSampler";
import {
  costsOf,
  type SamplerOptions,
  type SearchSampler,
  type SearchTrial,
} from "./SearchSampler";
import { type SearchSpace } from "./SearchSpace";
import { settingsAt, type TrialSettings } from "./TrialSettings";

/** Options of `tpeSampler`. */
export interface TpeOptions extends SamplerOptions {
  /** Trials drawn at random before the history is looked at. Default 10. */
  readonly startupTrials?: number;
  /** Settings drawn, of which the likeliest to be good is taken. Default 24. */
  readonly candidateCount?: number;
}

/**
 * Tree-structured Parzen estimator: settings are drawn where good trials lie denser than the
 * others, all parameters together.
 *
 *     argmax_x  log l(x) - log g(x),   l of the best ceil(n / 10) trials (at most 25), g of the rest
 *
 * Choices are Optuna's for its multivariate estimator (widths, fading weights, a prior of the
 * weight of one trial). Deviations: a component may be half as narrow; conditional parameters
 * belong to the same estimate as the others (`parzenMixture`), where Optuna draws them apart;
 * failed trials count as the worst.
 *
 * @throws RangeError if an option is out of range
 * @see Bergstra et al. (2011), Algorithms for hyper-parameter optimization, NIPS, section 4;
 *   Watanabe (2023), Tree-structured Parzen estimator, section 3.3, arXiv:2304.11127
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
    const l = parzenMixture(space, good);
    const g = parzenMixture(space, rest);
    const draws = Array.from({ length: candidateCount }, () => l.draw(random));
    return likeliest(draws, (draw) => l.logDensity(draw) - g.logDensity(draw));
  };
  return { learns: true, suggest };
}

/** The best tenth of trials and the others, each in the order of trials. */
function splitTrials(
  history: readonly SearchTrial[],
  costs: Float64Array,
): { good: TrialSettings[]; rest: TrialSettings[] } {
  const order = history.map((_, index) => index).sort((a, b) => costs[a] - costs[b]);
  const best = new Set(order.slice(0, Math.min(25, Math.ceil(0.1 * history.length))));
  const settings = history.map((trial) => trial.settings);
  return {
    good: settings.filter((_, index) => best.has(index)),
    rest: settings.filter((_, index) => !best.has(index)),
  };
}

function likeliest(
  draws: readonly TrialSettings[],
  score: (settings: TrialSettings) => number,
): TrialSettings {
  let best = draws[0];
  let highest = -Infinity;
  for (const draw of draws) {
    const value = score(draw);
    if (value > highest) [best, highest] = [draw, value];
  }
  return best;
}
