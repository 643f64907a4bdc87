import { quantile, RandomGenerator } from "../probability";

/** A mean with its bootstrap interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** How many values were defined (not NaN). */
  readonly count: number;
}

/**
 * The mean of values and its percentile bootstrap interval: values are drawn again with
 * replacement, and the interval holds the middle `level` of the means so found.
 *
 * NaN values are left out: they are undefined, not 0. Without any value all is NaN. If a value is
 * infinite, so is the mean, and the interval's ends may be.
 *
 * @param values - one a user, shape [users]
 * @throws RangeError if the level is outside (0, 1) or there is no resample
 * @see Efron, Tibshirani (1993), An Introduction to the Bootstrap, chapter 13
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  options: { seed?: number; resampleCount?: number; level?: number } = {},
): MeanInterval {
  const { seed = 1, resampleCount = 1000, level = 0.95 } = options;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`bootstrapMean requires a level between 0 and 1, got ${level}`);
  }
  if (!(Number.isInteger(resampleCount) && resampleCount > 0)) {
    throw new RangeError(`bootstrapMean requires at least 1 resample, got ${resampleCount}`);
  }
  const defined = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  const count = defined.length;
  if (count === 0) return { mean: NaN, low: NaN, high: NaN, count };
  const random = new RandomGenerator(seed);
  const means = new Float64Array(resampleCount);
  for (let resample = 0; resample < resampleCount; resample++) {
    let sum = 0;
    for (let draw = 0; draw < count; draw++) sum += defined[random.below(count)];
    means[resample] = sum / count;
  }
  means.sort();
  const tail = (1 - level) / 2;
  return {
    mean: defined.reduce((sum, value) => sum + value, 0) / count,
    low: quantile(means, tail),
    high: quantile(means, 1 - tail),
    count,
  };
}
