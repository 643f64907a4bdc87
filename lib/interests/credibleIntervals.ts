import { type DenseMatrix, denseMatrix, matrixRow } from "../matrices";
import { betaQuantile, quantile } from "../probability";
import { type InterestDistribution, type SampledPosterior } from "./InterestDistribution";

/** Bounds of the credible intervals, each of shape [users, interests]. */
export interface CredibleIntervals {
  /** The posterior probability that each interest's own probability lies within its bounds. */
  readonly level: number;
  readonly lower: DenseMatrix;
  readonly upper: DenseMatrix;
}

/**
 * The equal-tailed credible interval of each interest's probability. Under a Dirichlet posterior
 * of concentrations c with sum C, interest k's probability is beta(c_k, C - c_k); where the
 * posterior is known by draws, the bounds are their quantiles
 * (Hyndman and Fan's type 6, within which the level's share of further draws falls, however few).
 *
 * The intervals are marginal: each holds by itself with the level's probability, all of a user's
 * at once with less.
 *
 * @param level - in (0, 1)
 * @throws RangeError if the distribution has no posterior, or the level is outside its range
 */
export function credibleIntervals(
  distribution: InterestDistribution,
  level = 0.9,
): CredibleIntervals {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`credibleIntervals requires a level in (0, 1), got ${level}`);
  }
  if (!distribution.posterior) {
    throw new RangeError("credibleIntervals requires a posterior, got a distribution without one");
  }
  if (distribution.posterior.family === "samples") {
    return sampledIntervals(distribution.posterior, level);
  }
  return betaIntervals(distribution.posterior.concentrations, level);
}

/** Margins kept at most: users of whole counts share nearly all of them. */
const KEPT_MARGINS = 1_000_000;

function betaIntervals(concentrations: DenseMatrix, level: number): CredibleIntervals {
  const { rowCount, columnCount: K } = concentrations;
  const lower = new Float32Array(rowCount * K);
  const upper = new Float32Array(rowCount * K);
  const ends = [(1 - level) / 2, (1 + level) / 2] as const;
  // For each sum of concentrations, the cell where each concentration came first.
  const known = new Map<number, Map<number, number>>();
  let kept = 0;
  for (let user = 0; user < rowCount; user++) {
    const row = matrixRow(concentrations, user);
    let total = 0;
    for (let k = 0; k < K; k++) total += row[k];
    let cells = known.get(total);
    if (!cells) known.set(total, (cells = new Map<number, number>()));
    for (let k = 0; k < K; k++) {
      const cell = user * K + k;
      const same = cells.get(row[k]);
      const rest = total - row[k];
      if (same !== undefined) {
        lower[cell] = lower[same];
        upper[cell] = upper[same];
        continue;
      }
      lower[cell] = rest > 0 ? betaQuantile(ends[0], row[k], rest) : 1;
      upper[cell] = rest > 0 ? betaQuantile(ends[1], row[k], rest) : 1;
      if (kept++ < KEPT_MARGINS) cells.set(row[k], cell);
    }
  }
  return { level, lower: denseMatrix(lower, rowCount, K), upper: denseMatrix(upper, rowCount, K) };
}

/**
 * The share of the way through n sorted draws below which another draw falls with the probability:
 * between draw and draw lie n + 1 gaps, equally likely.
 */
function placeOf(probability: number, n: number): number {
  return n < 2 ? 0.5 : Math.min(1, Math.max(0, (probability * (n + 1) - 1) / (n - 1)));
}

function sampledIntervals(
  { draws, drawCount }: SampledPosterior,
  level: number,
): CredibleIntervals {
  const K = draws.columnCount;
  const userCount = draws.rowCount / drawCount;
  const lower = new Float32Array(userCount * K);
  const upper = new Float32Array(userCount * K);
  const column = new Float32Array(drawCount);
  for (let user = 0; user < userCount; user++) {
    for (let k = 0; k < K; k++) {
      for (let draw = 0; draw < drawCount; draw++) {
        column[draw] = draws.values[(user * drawCount + draw) * K + k];
      }
      column.sort();
      lower[user * K + k] = quantile(column, placeOf((1 - level) / 2, drawCount));
      upper[user * K + k] = quantile(column, placeOf((1 + level) / 2, drawCount));
    }
  }
  return {
    level,
    lower: denseMatrix(lower, userCount, K),
    upper: denseMatrix(upper, userCount, K),
  };
}
