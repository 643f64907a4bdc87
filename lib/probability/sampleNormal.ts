import { type RandomGenerator } from "./RandomGenerator";

/**
 * A draw from the normal distribution, by Marsaglia's polar method.
 *
 * @param standardDeviation - at least 0
 * @throws RangeError if the standard deviation is negative or missing
 * @see Marsaglia and Bray (1964), A convenient method for generating normal variables,
 *   doi:10.1137/1006063
 */
export function sampleNormal(random: RandomGenerator, mean = 0, standardDeviation = 1): number {
  if (!(standardDeviation >= 0)) {
    throw new RangeError(
      `sampleNormal requires a standard deviation of at least 0, got ${standardDeviation}`,
    );
  }
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) {
      return mean + standardDeviation * x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }
}
