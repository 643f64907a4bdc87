import { type RandomGenerator } from "./RandomGenerator";
import { sampleLogGamma } from "./sampleGamma";

/**
 * A draw from the beta distribution, of mean a / (a + b).
 *
 * Two gamma draws in logarithms, so that small a and b don't give 0 / 0.
 *
 * @throws RangeError if a or b is not above 0
 */
export function sampleBeta(random: RandomGenerator, a: number, b: number): number {
  if (!(a > 0 && b > 0)) {
    throw new RangeError(`sampleBeta requires a and b above 0, got a ${a}, b ${b}`);
  }
  const x = sampleLogGamma(random, a);
  const y = sampleLogGamma(random, b);
  return 1 / (1 + Math.exp(y - x));
}
