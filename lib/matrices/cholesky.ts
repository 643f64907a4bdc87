/**
 * The Cholesky factor of a symmetric positive definite matrix: A = L L'.
 *
 * @param matrix - row by row, shape [n, n]; the lower half is read
 * @param factor - written into, its upper half all 0; it may be the matrix itself
 * @returns L, shape [n, n]; null if the matrix is not positive definite in double precision
 */
export function cholesky(
  matrix: Float64Array,
  n: number,
  factor: Float64Array = new Float64Array(n * n),
): Float64Array | null {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = matrix[i * n + j] - dot(factor, i * n, factor, j * n, j);
      if (i !== j) factor[i * n + j] = sum / factor[j * n + j];
      else if (sum > 0) factor[i * n + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return factor;
}

/** x of L x = b, shape [n]; `x` is written into, and may be b itself. */
export function solveLower(
  factor: Float64Array,
  b: Float64Array,
  x: Float64Array = new Float64Array(b.length),
): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    x[i] = (b[i] - dot(factor, i * n, x, 0, i)) / factor[i * n + i];
  }
  return x;
}

/** How many right sides `solveLowerColumns` takes. */
export const COLUMNS = 4;

/**
 * X of L X = B in place of B, for four right sides side by side: much faster than one by one.
 *
 * @param columns - B row by row, shape [n, COLUMNS]
 */
export function solveLowerColumns(factor: Float64Array, columns: Float64Array): void {
  const n = columns.length / COLUMNS;
  // Two rows at a time share what is read of the columns; an odd last row is its own second.
  for (let i = 0; i < n; i += 2) {
    const hasSecond = i + 1 < n;
    const row = i * n;
    const second = hasSecond ? row + n : row;
    let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let k = 0, at = 0; k < i; k++, at += COLUMNS) {
      const a = factor[row + k];
      const b = factor[second + k];
      const x0 = columns[at];
      const x1 = columns[at + 1];
      const x2 = columns[at + 2];
      const x3 = columns[at + 3];
      a0 += a * x0;
      a1 += a * x1;
      a2 += a * x2;
      a3 += a * x3;
      b0 += b * x0;
      b1 += b * x1;
      b2 += b * x2;
      b3 += b * x3;
    }
    const sums = [a0, a1, a2, a3, b0, b1, b2, b3];
    for (let column = 0; column < COLUMNS; column++) {
      const at = i * COLUMNS + column;
      columns[at] = (columns[at] - sums[column]) / factor[row + i];
      if (!hasSecond) continue;
      const rest =
        columns[at + COLUMNS] - sums[COLUMNS + column] - factor[second + i] * columns[at];
      columns[at + COLUMNS] = rest / factor[second + i + 1];
    }
  }
}

/** x of L' x = b, shape [n]; `x` is written into, and may be b itself. */
export function solveUpper(
  factor: Float64Array,
  b: Float64Array,
  x: Float64Array = new Float64Array(b.length),
): Float64Array {
  const n = b.length;
  if (x !== b) x.set(b);
  for (let i = n - 1; i >= 0; i--) {
    x[i] /= factor[i * n + i];
    for (let k = 0; k < i; k++) x[k] -= factor[i * n + k] * x[i];
  }
  return x;
}

/**
 * x of U x = b for U = L' row by row, shape [n, n]: faster than `solveUpper` for many right sides.
 */
export function solveUpperRows(upper: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    x[i] = (b[i] - dot(upper, i * n + i + 1, x, i + 1, n - i - 1)) / upper[i * n + i];
  }
  return x;
}

/** The inverse of A = L L', shape [n, n]. */
export function choleskyInverse(factor: Float64Array, n: number): Float64Array {
  // Row j of `columns` is column j of inverse(L): its entries from j on.
  const columns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    columns[j * n + j] = 1 / factor[j * n + j];
    for (let i = j + 1; i < n; i++) {
      const sum = dot(factor, i * n + j, columns, j * n + j, i - j);
      columns[j * n + i] = -sum / factor[i * n + i];
    }
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = dot(columns, i * n + i, columns, j * n + i, n - i);
      inverse[i * n + j] = sum;
      inverse[j * n + i] = sum;
    }
  }
  return inverse;
}

/** Of entries from a place on: four sums side by side, which don't wait for each other. */
function dot(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  length: number,
): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    first += a[aStart + k] * b[bStart + k];
    second += a[aStart + k + 1] * b[bStart + k + 1];
    third += a[aStart + k + 2] * b[bStart + k + 2];
    fourth += a[aStart + k + 3] * b[bStart + k + 3];
  }
  for (; k < length; k++) first += a[aStart + k] * b[bStart + k];
  return first + second + (third + fourth);
}
