import { type RandomGenerator } from "./RandomGenerator";
import { sampleBinomial } from "./sampleBinomial";

/**
 * A draw from the multinomial distribution: how often each outcome occurs in some trials.
 * Each outcome in turn is binomial among the trials that are left.
 *
 * @param trialCount - an integer of at least 0
 * @param weights - shape [n], at least 0, not all 0; divided by their sum
 * @returns counts, shape [n], sum trialCount
 * @throws RangeError if the weights are negative, missing or all 0
 */
export function sampleMultinomial(
  random: RandomGenerator,
  trialCount: number,
  weights: ArrayLike<number>,
): Int32Array {
  // Sums of what is still to come, so that the last outcome of any weight gets all that is left.
  const remaining = new Float64Array(weights.length + 1);
  for (let i = weights.length - 1; i >= 0; i--) {
    if (!(weights[i] >= 0)) {
      throw new RangeError(`sampleMultinomial requires weights of at least 0, got ${weights[i]}`);
    }
    remaining[i] = remaining[i + 1] + weights[i];
  }
  if (!(remaining[0] > 0)) {
    throw new RangeError("sampleMultinomial requires a weight above 0, got none");
  }
  const counts = new Int32Array(weights.length);
  let left = trialCount;
  for (let i = 0; i < weights.length && left > 0; i++) {
    if (weights[i] === 0) continue;
    counts[i] = sampleBinomial(random, left, Math.min(1, weights[i] / remaining[i]));
    left -= counts[i];
  }
  return counts;
}
