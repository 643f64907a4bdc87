import { normalCdf } from "../probability";
import { pairedDifferences } from "./pairedDifferences";

/** Up to so many differences without ties the distribution is counted out. */
const EXACT_COUNT = 50;

/**
 * Wilcoxon's signed-rank test: are differences between two models as often up as down, by rank?
 *
 *     W = sum of the ranks of |d| where d > 0
 *
 * Zero differences are left out (Wilcoxon's own rule). Exact up to 50 differences without ties;
 * beyond, the normal approximation with the variance corrected for ties and no continuity
 * correction. p is 1 where all differences are 0; NaN without pairs.
 *
 * @param a - one value a user, shape [users]
 * @param b - another model's, the same users
 * @returns the two-sided p value
 * @throws RangeError if the lengths differ
 * @see Wilcoxon (1945), Individual comparisons by ranking methods, doi:10.2307/3001968
 */
export function wilcoxonTest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const all = pairedDifferences("wilcoxonTest", a, b);
  const differences = all.filter((difference) => difference !== 0);
  const n = differences.length;
  if (n === 0) return all.length > 0 ? 1 : NaN;
  const sorted = differences.sort((x, y) => Math.abs(x) - Math.abs(y));
  let positive = 0;
  let tieSum = 0; // sum of t^3 - t over groups of t equal sizes
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && Math.abs(sorted[end]) === Math.abs(sorted[start])) end++;
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) if (sorted[i] > 0) positive += rank;
    tieSum += (end - start) ** 3 - (end - start);
    start = end;
  }
  if (tieSum === 0 && n <= EXACT_COUNT && n === all.length) return exactP(positive, n);
  const mean = (n * (n + 1)) / 4;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieSum / 48;
  return 2 * normalCdf(-Math.abs(positive - mean) / Math.sqrt(variance));
}

/** The chance of a rank sum at least as far from its mean, over all 2^n signs. */
function exactP(positive: number, n: number): number {
  const most = (n * (n + 1)) / 2;
  const ways = new Float64Array(most + 1); // of choosing ranks that add up to so much
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = most; sum >= rank; sum--) ways[sum] += ways[sum - rank];
  }
  const smaller = Math.min(positive, most - positive);
  let tail = 0;
  for (let sum = 0; sum <= smaller; sum++) tail += ways[sum];
  return Math.min(1, (2 * tail) / 2 ** n);
}
