import { type SparseMatrix } from "../matrices";
import { type Hyperparameters } from "./hyperparameters";

export type OffsetConfig = Pick<
  Hyperparameters,
  "iterations" | "userRegularization" | "itemRegularization"
>;

export const offsetDefaults: OffsetConfig = {
  iterations: 10,
  userRegularization: 15,
  itemRegularization: 10,
};

/** How far users and items lie from the mean rating. */
export interface Offsets {
  readonly mean: number;
  /** Shape [users]. */
  readonly user: Float64Array;
  /** Shape [items]. */
  readonly item: Float64Array;
}

/**
 * Users' and items' offsets from the mean, by alternating least squares:
 *
 *     min sum (r(u, i) - mean - b(u) - b(i))^2 + userReg sum b(u)^2 + itemReg sum b(i)^2
 *
 * from all zeros, items first in each iteration.
 *
 * @see Koren (2010), Factor in the neighbors: scalable and accurate collaborative filtering,
 * section 2.1, doi:10.1145/1644873.1644874
 */
export function offsets(ratings: SparseMatrix, mean: number, config: OffsetConfig): Offsets {
  const user = new Float64Array(ratings.rowCount);
  const item = new Float64Array(ratings.columnCount);
  const byItem = ratings.transpose();
  for (let iteration = 0; iteration < config.iterations; iteration++) {
    for (let i = 0; i < item.length; i++) {
      item[i] = offset(byItem, i, mean, user, config.itemRegularization);
    }
    for (let u = 0; u < user.length; u++) {
      user[u] = offset(ratings, u, mean, item, config.userRegularization);
    }
  }
  return { mean, user, item };
}

/** The best offset of one row, given those of the columns. */
export function offset(
  ratings: SparseMatrix,
  row: number,
  mean: number,
  others: Float64Array,
  regularization: number,
): number {
  const { rowStart, columnIndex, value } = ratings;
  let sum = 0;
  for (let e = rowStart[row]; e < rowStart[row + 1]; e++) {
    sum += value[e] - mean - others[columnIndex[e]];
  }
  const weight = regularization + rowStart[row + 1] - rowStart[row];
  return weight > 0 ? sum / weight : 0;
}

/** mean + b(u) + b(i), without the terms of what is unknown (-1). */
export function expectedRating({ mean, user, item }: Offsets, u: number, i: number): number {
  return mean + (u >= 0 ? user[u] : 0) + (i >= 0 ? item[i] : 0);
}
