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
