import { RandomGenerator } from "../probability";
import { type SamplerOptions, type SearchSampler } from "./SearchSampler";
import { type SearchSpace } from "./SearchSpace";
import { settingsAt } from "./TrialSettings";

/**
 * Random search: every trial is drawn afresh, evenly over each parameter's own scale.
 *
 * @see Bergstra and Bengio (2012), Random search for hyper-parameter optimization, JMLR 13
 */
export function randomSampler(space: SearchSpace, options: SamplerOptions = {}): SearchSampler {
  const random = new RandomGenerator(options.seed ?? 1).fork("random search");
  return {
    learns: false,
    suggest: (history) => settingsAt(space, randomUnits(space, random.fork(history.length))),
  };
}

/** A point of the unit cube, shape [parameters]. */
export function randomUnits(space: SearchSpace, random: RandomGenerator): Float64Array {
  return Float64Array.from(Object.keys(space), () => random.uniform());
}
