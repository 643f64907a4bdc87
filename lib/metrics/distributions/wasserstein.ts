import { type DenseMatrix } from "../../matrices";
import { type Distributions, perRowPair } from "./rows";
import { transportCost } from "./transportCost";

/**
 * Wasserstein-1 distance: the least work that turns p into q, where moving a probability m from
 * one interest to another costs m times their distance.
 *
 *     W(p, q) = min over plans T >= 0 of sum of T(i, j) d(i, j),   rows of T sum to p, columns to q
 *
 * Without a ground distance the interests are taken as points 0, 1, 2, ... on a line, which has
 * sense for ordered interests only; there W is the area between the cumulative sums.
 *
 * @param p - shape [users, interests], rows sum to 1
 * @param q - same shape
 * @param groundDistance - d, shape [interests, interests], at least 0, diagonal 0
 * @returns in units of d, shape [users]; 0 where p = q, up to the largest distance
 * @throws RangeError if shapes disagree, a row is no distribution, or a distance is negative
 * @see Villani (2009), Optimal Transport, chapter 6; Rubner, Tomasi, Guibas (2000), The earth
 * mover's distance as a metric for image retrieval, doi:10.1023/A:1026543900054
 */
export function wasserstein(
  p: Distributions,
  q: Distributions,
  groundDistance?: DenseMatrix,
): Float64Array {
  if (groundDistance) checkDistance(groundDistance);
  return perRowPair("wasserstein", p, q, (pValues, qValues, start, end) => {
    if (!groundDistance) return areaBetween(pValues, qValues, start, end);
    if (groundDistance.rowCount !== end - start) {
      throw new RangeError(
        `wasserstein requires a ground distance between ${end - start} interests, ` +
          `got ${groundDistance.rowCount}`,
      );
    }
    return transportCost(
      pValues.subarray(start, end),
      qValues.subarray(start, end),
      groundDistance.values,
    );
  });
}

function areaBetween(
  p: Float32Array | Float64Array,
  q: Float32Array | Float64Array,
  start: number,
  end: number,
): number {
  let ahead = 0;
  let area = 0;
  for (let i = start; i < end; i++) {
    ahead += p[i] - q[i];
    area += Math.abs(ahead);
  }
  return area;
}

function checkDistance({ values, rowCount, columnCount }: DenseMatrix): void {
  if (rowCount !== columnCount) {
    throw new RangeError(
      `wasserstein requires a square ground distance, got [${rowCount}, ${columnCount}]`,
    );
  }
  const bad = values.find((distance) => !(distance >= 0));
  if (bad !== undefined) {
    throw new RangeError(`wasserstein requires distances of at least 0, got ${bad}`);
  }
}
