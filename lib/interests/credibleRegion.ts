import { denseMatrix, matrixRow } from "../matrices";
import { quantile } from "../probability";
import { type CredibleIntervals } from "./credibleIntervals";
import { type InterestDistribution } from "./InterestDistribution";
import { posteriorDraws } from "./posteriorDraws";

/** Options of `credibleRegion`. */
export interface CredibleRegionOptions {
  /** The probability that all of a user's interests lie within the bounds at once. Default 0.9. */
  readonly level?: number;
  /** Draws of each user that the bounds rest on. Default 1000. */
  readonly drawCount?: number;
  readonly seed?: number;
}

/**
 * A region of each user's whole distribution: bounds of all interests that hold together with the
 * level's probability, where those of `credibleIntervals` hold one by one.
 *
 * The bounds are central intervals of one level for all interests, wide enough that the share of
 * draws which lie within all of them is the level.
 *
 * @throws RangeError if the distribution has no posterior, or the level is outside (0, 1)
 * @see Besag, Green, Higdon and Mengersen (1995), Bayesian computation and stochastic systems,
 *   section 6.3, doi:10.1214/ss/1177010123
 */
export function credibleRegion(
  distribution: InterestDistribution,
  options: CredibleRegionOptions = {},
): CredibleIntervals {
  const { level = 0.9, drawCount = 1000, seed = 1 } = options;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`credibleRegion requires a level in (0, 1), got ${level}`);
  }
  const { users, interests } = distribution;
  const K = interests.length;
  const lower = new Float32Array(users.length * K);
  const upper = new Float32Array(users.length * K);
  users.forEach((_, user) => {
    const draws = posteriorDraws(distribution, user, drawCount, seed);
    const sorted = Array.from({ length: K }, (_, k) =>
      Float32Array.from({ length: drawCount }, (_, d) => draws.values[d * K + k]).sort(),
    );
    // How far out each draw's most extreme interest is, as a tail's share.
    const depth = Float64Array.from({ length: drawCount }, (_, d) =>
      matrixRow(draws, d).reduce(
        (least, share, k) => Math.min(least, tailShare(sorted[k], share)),
        0.5,
      ),
    ).sort();
    const tail = quantile(depth, 1 - level);
    for (let k = 0; k < K; k++) {
      lower[user * K + k] = quantile(sorted[k], tail);
      upper[user * K + k] = quantile(sorted[k], 1 - tail);
    }
  });
  return {
    level,
    lower: denseMatrix(lower, users.length, K),
    upper: denseMatrix(upper, users.length, K),
  };
}

/** The place of a value from the nearer end, as a share of the way to the other. */
function tailShare(sorted: Float32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  const place = low / Math.max(1, sorted.length - 1);
  return Math.min(place, 1 - place);
}
