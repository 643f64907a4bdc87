import { cholesky, choleskyInverse, type SparseMatrix } from "../matrices";

/**
 * Gaussian posteriors of one side's vectors z = [factors, offset], a row each, with
 * n = factors + 1 places.
 */
export interface GaussianRows {
  readonly factorCount: number;
  /** Shape [rows, n]. */
  readonly mean: Float64Array;
  /** Covariances, lower triangles row by row, shape [rows, n (n + 1) / 2]. */
  readonly covariance: Float64Array;
  /** Variance of the prior at each place, its mean being 0; shape [n]. */
  readonly priorVariance: Float64Array;
}

/** Rows at their prior. */
export function gaussianRows(
  rowCount: number,
  factorCount: number,
  priorVariance: Float64Array,
): GaussianRows {
  const n = factorCount + 1;
  const rows = {
    factorCount,
    mean: new Float64Array(rowCount * n),
    covariance: new Float64Array(rowCount * triangle(n)),
    priorVariance,
  };
  for (let row = 0; row < rowCount; row++) toPrior(rows, row);
  return rows;
}

/** Numbers in the lower triangle of an [n, n] matrix. */
function triangle(n: number): number {
  return (n * (n + 1)) / 2;
}

function toPrior(
  { factorCount, mean, covariance, priorVariance }: GaussianRows,
  row: number,
): void {
  const n = factorCount + 1;
  mean.fill(0, row * n, (row + 1) * n);
  const start = row * triangle(n);
  covariance.fill(0, start, start + triangle(n));
  for (let k = 0; k < n; k++) covariance[start + triangle(k) + k] = priorVariance[k];
}

/**
 * The posterior of one row given the other side's posteriors:
 *
 *     r = <factors, other's factors> + offset + other's offset + noise
 *
 * One object serves row after row.
 */
export class RowPosterior {
  readonly #other: GaussianRows;
  /** E[z z'] of the other side's rows. */
  readonly #moments: Float64Array;
  /** Sums over the row's entries: of E[z z'], of r z, of z. */
  readonly #sums: { square: Float64Array; product: Float64Array; mean: Float64Array };
  readonly #system: Float64Array;
  readonly #right: Float64Array;

  constructor(other: GaussianRows) {
    const n = other.factorCount + 1;
    this.#other = other;
    this.#moments = secondMoments(other);
    this.#sums = {
      square: new Float64Array(triangle(n)),
      product: new Float64Array(n),
      mean: new Float64Array(n),
    };
    this.#system = new Float64Array(n * n);
    this.#right = new Float64Array(n);
  }

  /**
   * Sets the row's posterior from its ratings, less their mean.
   *
   * @returns the expected sum of squared errors over the row's ratings, under both posteriors
   */
  update(
    own: GaussianRows,
    row: number,
    ratings: SparseMatrix,
    { centre, noise }: { centre: number; noise: number },
  ): number {
    const count = ratings.rowStart[row + 1] - ratings.rowStart[row];
    if (count === 0) {
      toPrior(own, row);
      return 0;
    }
    const squares = this.#add(ratings, row, centre);
    const { factorCount, priorVariance } = own;
    const n = factorCount + 1;
    const { square, product, mean } = this.#sums;
    const system = this.#system;
    const right = this.#right;
    // E[a a'] and E[a t] of a = [other's factors, 1], t = r - other's offset.
    for (let k = 0; k < factorCount; k++) {
      for (let l = 0; l <= k; l++) system[k * n + l] = square[triangle(k) + l];
      system[factorCount * n + k] = mean[k];
      right[k] = product[k] - square[triangle(factorCount) + k];
    }
    system[n * n - 1] = count;
    right[factorCount] = product[factorCount] - mean[factorCount];
    const plain = system.slice();
    for (let k = 0; k < n; k++) system[k * n + k] += noise / priorVariance[k];
    const factor = cholesky(system, n);
    if (!factor)
      throw new RangeError(`requires ratings of which it can make sense, got row ${row}`);
    const inverse = choleskyInverse(factor, n);
    const start = row * triangle(n);
    for (let k = 0; k < n; k++) {
      let value = 0;
      for (let l = 0; l < n; l++) value += inverse[k * n + l] * right[l];
      own.mean[row * n + k] = value;
      for (let l = 0; l <= k; l++) {
        own.covariance[start + triangle(k) + l] = noise * inverse[k * n + l];
      }
    }
    return squares + this.#spread(own, row, plain);
  }

  /** Sums over the row's entries; gives the sum of E[t^2]. */
  #add({ rowStart, columnIndex, value }: SparseMatrix, row: number, centre: number): number {
    const { square, product, mean } = this.#sums;
    const n = mean.length;
    const size = square.length;
    const other = this.#other.mean;
    for (const sum of [square, product, mean]) sum.fill(0);
    let squares = 0;
    for (let e = rowStart[row]; e < rowStart[row + 1]; e++) {
      const rating = value[e] - centre;
      const first = columnIndex[e] * n;
      const moments = columnIndex[e] * size;
      for (let k = 0; k < n; k++) {
        mean[k] += other[first + k];
        product[k] += rating * other[first + k];
      }
      // The offset goes with the mean of the ratings, not with products of its own.
      product[n - 1] += rating - rating * other[first + n - 1];
      for (let at = 0; at < size; at++) square[at] += this.#moments[moments + at];
      const offset = other[first + n - 1];
      squares += rating * rating - 2 * rating * offset + this.#moments[moments + size - 1];
    }
    return squares;
  }

  /** tr(E[z z'] E[a a']) - 2 <E[z], E[a t]> of the row. */
  #spread({ mean, covariance }: GaussianRows, row: number, plain: Float64Array): number {
    const right = this.#right;
    const n = right.length;
    const start = row * triangle(n);
    let sum = 0;
    for (let k = 0; k < n; k++) {
      const own = mean[row * n + k];
      sum -= 2 * own * right[k];
      for (let l = 0; l <= k; l++) {
        const moment = own * mean[row * n + l] + covariance[start + triangle(k) + l];
        sum += (l < k ? 2 : 1) * moment * plain[k * n + l];
      }
    }
    return sum;
  }
}

/** E[z z'] of each row, lower triangles, shape [rows, n (n + 1) / 2]. */
function secondMoments({ factorCount, mean, covariance }: GaussianRows): Float64Array {
  const n = factorCount + 1;
  const moments = covariance.slice();
  const rowCount = mean.length / n;
  for (let row = 0; row < rowCount; row++) {
    let at = row * triangle(n);
    for (let k = 0; k < n; k++) {
      for (let l = 0; l <= k; l++) moments[at++] += mean[row * n + k] * mean[row * n + l];
    }
  }
  return moments;
}

/** The prior variances that suit the rows with entries best: their mean second moments. */
export function learnPrior(
  { mean, covariance, priorVariance }: GaussianRows,
  { rowStart, rowCount }: SparseMatrix,
  places: readonly number[],
): void {
  const n = priorVariance.length;
  for (const k of places) {
    let sum = 0;
    let count = 0;
    for (let row = 0; row < rowCount; row++) {
      if (rowStart[row] === rowStart[row + 1]) continue;
      sum += mean[row * n + k] ** 2 + covariance[row * triangle(n) + triangle(k) + k];
      count++;
    }
    priorVariance[k] = Math.max(1e-6, sum / count);
  }
}

/**
 * The variance of a rating's mean, <p, q> + b_u + b_i, under two independent posteriors:
 * tr(S_u S_i) + q' S_u q + p' S_i p over factors, and the offsets' own variances.
 */
export function varianceOfMean(
  users: GaussianRows,
  user: number,
  items: GaussianRows,
  item: number,
): number {
  const { factorCount } = users;
  const n = factorCount + 1;
  const [ownStart, otherStart] = [user * triangle(n), item * triangle(n)];
  const place = (side: GaussianRows, row: number, k: number): number =>
    k < factorCount ? side.mean[row * n + k] : 1;
  let variance = 0;
  for (let k = 0; k < n; k++) {
    for (let l = 0; l <= k; l++) {
      const times = l < k ? 2 : 1;
      const own = users.covariance[ownStart + triangle(k) + l];
      const other = items.covariance[otherStart + triangle(k) + l];
      variance += times * own * place(items, item, k) * place(items, item, l);
      variance += times * other * place(users, user, k) * place(users, user, l);
      if (k < factorCount) variance += times * own * other;
    }
  }
  return variance;
}
