import { type RandomGenerator } from "./RandomGenerator";

/**
 * One position, with probability in proportion to its weight, by one pass over the weights. For
 * many draws from the same weights an `AliasTable` is faster.
 *
 * @param weights - shape [n], at least 0, not all 0
 * @throws RangeError if a weight is negative or missing, or all are 0
 */
export function sampleCategorical(random: RandomGenerator, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0)) {
      throw new RangeError(`sampleCategorical requires weights of at least 0, got ${weights[i]}`);
    }
    sum += weights[i];
  }
  if (!(sum > 0)) throw new RangeError("sampleCategorical requires a weight above 0, got none");
  let left = random.uniform() * sum;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    if (left < weights[i]) return i;
    left -= weights[i];
  }
  return last;
}
