import { betaCdf } from "../probability";
import { pairedDifferences } from "./pairedDifferences";

/**
 * Student's paired t test: is the mean difference between two models 0?
 *
 *     t = mean(d) / (sd(d) / sqrt(n)),   with n - 1 degrees of freedom
 *
 * Leans on the mean of many users being about normal. NaN for fewer than two pairs; p is 1 where
 * all differences are 0.
 *
 * @param a - one value a user, shape [users]
 * @param b - another model's, the same users
 * @returns the two-sided p value
 * @throws RangeError if the lengths differ
 * @see Student (1908), The probable error of a mean, doi:10.2307/2331554
 */
export function pairedTTest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const differences = pairedDifferences("pairedTTest", a, b);
  const n = differences.length;
  if (n < 2) return NaN;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  if (variance === 0) return mean === 0 ? 1 : 0;
  const tSquared = mean ** 2 / (variance / n);
  const freedom = n - 1;
  return betaCdf(freedom / (freedom + tSquared), freedom / 2, 0.5);
}
