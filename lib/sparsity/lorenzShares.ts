import { sortedAmounts } from "./sortedAmounts";

/** How unequally a total is shared; both start at 0 and end at 1. */
export interface LorenzShares {
  /** Share of the population, poorest first, rising. */
  readonly populationShare: Float64Array;
  /** Share of the total that this part of the population holds; never above the diagonal. */
  readonly totalShare: Float64Array;
}

/**
 * The Lorenz curve: what share of the total the poorest share of the population holds.
 *
 * @param amounts - shape [n], each at least 0, in any order
 * @param options - `pointCount`: at most so many points after the first, evenly spaced (for
 *   figures); by default one for each amount
 * @returns n + 1 points or fewer; with a total of 0 the diagonal
 * @throws RangeError if there is no amount, or one is negative or missing
 * @see Lorenz (1905), Methods of measuring the concentration of wealth, doi:10.2307/2276207
 */
export function lorenzShares(
  amounts: ArrayLike<number>,
  options: { readonly pointCount?: number } = {},
): LorenzShares {
  const sorted = sortedAmounts("lorenzShares", amounts);
  const n = sorted.length;
  const cumulative = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) cumulative[i + 1] = cumulative[i] + sorted[i];
  const total = cumulative[n];
  const pointCount = Math.min(n, options.pointCount ?? n);
  const populationShare = new Float64Array(pointCount + 1);
  const totalShare = new Float64Array(pointCount + 1);
  for (let point = 1; point <= pointCount; point++) {
    const i = Math.round((point * n) / pointCount);
    populationShare[point] = i / n;
    totalShare[point] = total > 0 ? cumulative[i] / total : i / n;
  }
  return { populationShare, totalShare };
}
