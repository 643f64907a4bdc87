import { type Interactions } from "../data";
import { normalCdf } from "../probability";
import { interactionCounts, type LogSide } from "./interactionCounts";

/** Whether what is rated often is rated otherwise. */
export interface ValuesByExposure {
  readonly side: LogSide;
  /** Users or items that have at least one value. */
  readonly memberCount: number;
  /** Spearman's rank correlation of a member's number of rows and its mean value, in [-1, 1]. */
  readonly rankCorrelation: number;
  /** The chance of a correlation at least as far from 0 if there were none. */
  readonly pValue: number;
  /** Mean value of the rows by tenth of the rows' exposure, least exposed members first. */
  readonly meanByTenth: readonly number[];
  /** What this says, and what a log alone can't tell. */
  readonly conclusion: string;
}

/**
 * Whether values depend on exposure: the rank correlation between how often an item (or user)
 * occurs and the mean of its values.
 *
 *     rho = correlation of ranks (ties share their mean rank),  z = rho sqrt(n - 1)
 *
 * A dependence shows that a mean over the rows is no mean over all pairs. Its absence shows
 * nothing: whether the values that were never given differ from those that were can't be seen in
 * the log. That takes values of items shown at random, or the propensities of exposure.
 *
 * @throws RangeError if fewer than three members have a value
 * @see Little and Rubin (2019), Statistical analysis with missing data, section 1.3; Marlin and
 *   Zemel (2009), Collaborative prediction and ranking with non-random missing data,
 *   doi:10.1145/1639714.1639717
 */
export function valuesByExposure(
  interactions: Interactions,
  side: LogSide = "item",
): ValuesByExposure {
  const index = side === "user" ? interactions.userIndex : interactions.itemIndex;
  const exposure = interactionCounts(interactions, side);
  const sum = new Float64Array(exposure.length);
  const count = new Float64Array(exposure.length);
  interactions.value.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    sum[index[row]] += value;
    count[index[row]]++;
  });
  const members = Array.from(exposure.keys()).filter((member) => count[member] > 0);
  if (members.length < 3) {
    throw new RangeError(
      `valuesByExposure requires at least three ${side}s with values, got ${members.length}`,
    );
  }
  const rankCorrelation = spearman(
    members.map((member) => exposure[member]),
    members.map((member) => sum[member] / count[member]),
  );
  const pValue = 2 * normalCdf(-Math.abs(rankCorrelation) * Math.sqrt(members.length - 1));
  return {
    side,
    memberCount: members.length,
    rankCorrelation,
    pValue,
    meanByTenth: meanByTenth(members, exposure, sum, count),
    conclusion: conclude(side, rankCorrelation, pValue),
  };
}

function conclude(side: LogSide, correlation: number, pValue: number): string {
  const found = Number.isNaN(correlation)
    ? `Values (or exposures) of ${side}s are all equal: no dependence can be seen.`
    : pValue < 0.01
      ? `Values depend on exposure: ${side}s that occur more often have ` +
        `${correlation > 0 ? "higher" : "lower"} values.`
      : `No dependence of values on exposure was found over ${side}s.`;
  return `${found} The log alone cannot tell missing at random from missing not at random.`;
}

/** Spearman's correlation; NaN if either side has no spread. */
function spearman(x: readonly number[], y: readonly number[]): number {
  const rankX = meanRanks(x);
  const rankY = meanRanks(y);
  const middle = (x.length + 1) / 2;
  let covariance = 0;
  let varianceX = 0;
  let varianceY = 0;
  for (let i = 0; i < x.length; i++) {
    covariance += (rankX[i] - middle) * (rankY[i] - middle);
    varianceX += (rankX[i] - middle) ** 2;
    varianceY += (rankY[i] - middle) ** 2;
  }
  return covariance / Math.sqrt(varianceX * varianceY);
}

/** Ranks from 1; ties share the mean of their ranks. */
function meanRanks(values: readonly number[]): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Mean value of each tenth of all rows, when members are taken from the least exposed. */
function meanByTenth(
  members: readonly number[],
  exposure: Int32Array,
  sum: Float64Array,
  count: Float64Array,
): number[] {
  const total = members.reduce((rows, member) => rows + count[member], 0);
  const sums = new Float64Array(10);
  const counts = new Float64Array(10);
  let before = 0;
  for (const member of [...members].sort((a, b) => exposure[a] - exposure[b])) {
    const middle = before + count[member] / 2;
    const tenth = Math.min(9, Math.floor((10 * middle) / total));
    sums[tenth] += sum[member];
    counts[tenth] += count[member];
    before += count[member];
  }
  return Array.from(sums, (value, tenth) => value / counts[tenth]);
}
