import { RandomGenerator } from "../probability";
import { pairedDifferences } from "./pairedDifferences";

/**
 * Fisher's randomisation test: if the two models were the same, each user's difference could as
 * well have had the other sign. How often is the mean of randomly signed differences as far from 0?
 *
 *     p = (1 + rounds with |mean| at least the observed) / (1 + rounds)
 *
 * Assumes nothing of the values' distribution. NaN without pairs.
 *
 * @param a - one value a user, shape [users]
 * @param b - another model's, the same users
 * @param options - `seed` (default 1); `roundCount` (default 10,000)
 * @returns the two-sided p value, at least 1 / (1 + rounds)
 * @throws RangeError if the lengths differ
 * @see Smucker, Allan, Carterette (2007), A comparison of statistical significance tests for
 * information retrieval evaluation, doi:10.1145/1321440.1321528
 */
export function randomisationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: { seed?: number; roundCount?: number } = {},
): number {
  const { seed = 1, roundCount = 10_000 } = options;
  const differences = pairedDifferences("randomisationTest", a, b);
  if (differences.length === 0) return NaN;
  const moving = differences.filter((difference) => difference !== 0);
  const observed = Math.abs(moving.reduce((sum, d) => sum + d, 0));
  const tolerance = 1e-12 * moving.reduce((sum, d) => sum + Math.abs(d), 0);
  const random = new RandomGenerator(seed);
  let asFar = 0;
  for (let round = 0; round < roundCount; round++) {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < moving.length; i++) {
      if (i % 32 === 0) bits = random.uint32();
      sum += bits & 1 ? moving[i] : -moving[i];
      bits >>>= 1;
    }
    if (Math.abs(sum) >= observed - tolerance) asFar++;
  }
  return (1 + asFar) / (1 + roundCount);
}
