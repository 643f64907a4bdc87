import { UMAP } from "umap-js";
import { type DenseMatrix, denseMatrix, matrixRow } from "../matrices";
import { RandomGenerator } from "../probability";

/** Options of `umap`. */
export interface UmapOptions {
  /** How far rows are apart; default "hellinger", for rows of probabilities. */
  readonly distance?: "euclidean" | "hellinger";
  /** Nearest rows that a row is held to; default 15. */
  readonly neighbourCount?: number;
  /** How near to each other places may be; default 0.1. */
  readonly minDistance?: number;
  /** Passes over the neighbours; chosen by the number of rows when left out. */
  readonly epochs?: number;
  /** Default 42. */
  readonly seed?: number;
}

/**
 * Places of rows on a plane where near rows stay near: uniform manifold approximation and
 * projection, by umap-js.
 *
 *     hellinger(p, q)^2 = sum_k (sqrt p_k - sqrt q_k)^2 / 2
 *
 * Neighbourhoods can be read from the map, distances between groups and their sizes can't. Some
 * thousands of rows take seconds; draw some of more.
 *
 * @param rows - shape [rows, columns]; at least 0 for "hellinger"
 * @returns places, shape [rows, 2], in no unit
 * @throws RangeError if there are no more rows than neighbours, or a value is missing, or negative
 *   for "hellinger"
 * @see McInnes, Healy and Melville (2018), UMAP, arXiv:1802.03426
 */
export function umap(rows: DenseMatrix, options: UmapOptions = {}): DenseMatrix {
  const { distance = "hellinger", neighbourCount = 15, minDistance = 0.1, seed = 42 } = options;
  if (rows.rowCount <= neighbourCount) {
    throw new RangeError(
      `umap requires more rows than ${neighbourCount} neighbours, got ${rows.rowCount}`,
    );
  }
  const least = distance === "hellinger" ? 0 : -Infinity;
  const odd = rows.values.find((value) => !(value >= least && value < Infinity));
  if (odd !== undefined) {
    throw new RangeError(`umap requires finite values (of at least ${least}), got ${odd}`);
  }
  const random = new RandomGenerator(seed).fork("umap");
  const points = Array.from({ length: rows.rowCount }, (_, row) =>
    Array.from(matrixRow(rows, row), (x) => (distance === "hellinger" ? Math.sqrt(x) : x)),
  );
  const places = new UMAP({
    nNeighbors: neighbourCount,
    minDist: minDistance,
    nEpochs: options.epochs,
    random: () => random.uniform(),
  }).fit(points);
  return denseMatrix(Float32Array.from(places.flat()), rows.rowCount, 2);
}
