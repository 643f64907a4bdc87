/** Eigenvalues, rising, and the eigenvector of each as a row. */
export interface SymmetricEigen {
  /** Shape [size]. */
  readonly values: Float64Array;
  /** Row-major, shape [size, size]; row k is the unit eigenvector of `values[k]`. */
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 60;

/**
 * The eigen-decomposition of a symmetric matrix: Householder reflections to tridiagonal form,
 * then QL steps with implicit shifts.
 *
 * @param matrix - row-major, shape [size, size]; the upper triangle is not read
 * @throws RangeError if the matrix is not square, or holds NaN or infinity
 * @see Golub and Van Loan (2013), Matrix Computations, sections 8.3.1 and 8.3.3
 */
export function symmetricEigen(matrix: ArrayLike<number>, size: number): SymmetricEigen {
  if (matrix.length !== size * size) {
    throw new RangeError(`symmetricEigen requires ${size} x ${size} values, got ${matrix.length}`);
  }
  const a = Float64Array.from(matrix);
  if (a.some((x) => !Number.isFinite(x))) {
    throw new RangeError("symmetricEigen requires finite values, got NaN or infinity");
  }
  const reflections = tridiagonalise(a, size);
  const vectors = accumulate(a, reflections, size);
  const diagonal = Float64Array.from({ length: size }, (_, k) => a[k * size + k]);
  diagonalise(diagonal, reflections.off, vectors, size);
  return sorted(diagonal, vectors, size);
}

interface Reflections {
  /** Shape [size]: the elements below the diagonal, off[k] beside diagonal k and k + 1. */
  readonly off: Float64Array;
  /** Shape [size]: 2 / v'v of each reflection, 0 for none; v is in column k, below the diagonal. */
  readonly scale: Float64Array;
}

/** A becomes H..HAH..H, its diagonal in place, the reflections' vectors in rows of the triangle. */
function tridiagonalise(a: Float64Array, size: number): Reflections {
  const off = new Float64Array(size);
  const scale = new Float64Array(size);
  const v = new Float64Array(size);
  const p = new Float64Array(size);
  for (let k = 0; k + 1 < size; k++) {
    let norm = 0;
    for (let i = k + 1; i < size; i++) norm += (v[i] = a[i * size + k]) ** 2;
    norm = Math.sqrt(norm);
    off[k] = v[k + 1] > 0 ? -norm : norm;
    v[k + 1] -= off[k];
    let squares = 0;
    for (let i = k + 1; i < size; i++) squares += v[i] * v[i];
    if (squares === 0) continue;
    const beta = (scale[k] = 2 / squares);
    // p = beta A v, using the lower triangle for both halves
    p.fill(0, k + 1);
    for (let i = k + 1; i < size; i++) {
      const row = i * size;
      let sum = a[row + i] * v[i];
      const vi = v[i];
      for (let j = k + 1; j < i; j++) {
        sum += a[row + j] * v[j];
        p[j] += a[row + j] * vi;
      }
      p[i] += sum;
    }
    let along = 0;
    for (let i = k + 1; i < size; i++) along += (p[i] *= beta) * v[i];
    for (let i = k + 1; i < size; i++) p[i] -= 0.5 * beta * along * v[i];
    for (let i = k + 1; i < size; i++) {
      const row = i * size;
      const vi = v[i];
      const pi = p[i];
      for (let j = k + 1; j <= i; j++) a[row + j] -= vi * p[j] + pi * v[j];
    }
    // The reflection's vector goes to row k, right of the diagonal: contiguous.
    for (let i = k + 1; i < size; i++) a[k * size + i] = v[i];
  }
  return { off, scale };
}

/** The product of the reflections, transposed: row k is the k-th basis vector of the tridiagonal form. */
function accumulate(a: Float64Array, { scale }: Reflections, size: number): Float64Array {
  const q = new Float64Array(size * size);
  for (let k = 0; k < size; k++) q[k * size + k] = 1;
  for (let k = size - 2; k >= 0; k--) {
    if (scale[k] === 0) continue;
    const v = a.subarray(k * size, (k + 1) * size);
    for (let row = k + 1; row < size; row++) {
      const line = row * size;
      let along = 0;
      for (let i = k + 1; i < size; i++) along += q[line + i] * v[i];
      along *= scale[k];
      for (let i = k + 1; i < size; i++) q[line + i] -= along * v[i];
    }
  }
  return q;
}

/** QL with implicit shifts; rows of `vectors` turn along. */
function diagonalise(d: Float64Array, e: Float64Array, vectors: Float64Array, size: number): void {
  e[size - 1] = 0;
  let largest = 0;
  for (let k = 0; k < size; k++) largest = Math.max(largest, Math.abs(d[k]), Math.abs(e[k]));
  const negligible = Number.EPSILON * largest;
  for (let low = 0; low < size; low++) {
    for (let sweep = 0; ; sweep++) {
      let high = low;
      while (high < size - 1 && Math.abs(e[high]) > negligible) high++;
      if (high === low) break;
      if (sweep === MOST_SWEEPS) throw new Error("symmetricEigen requires QL to converge");
      qlSweep(d, e, vectors, size, low, high);
    }
  }
}

function qlSweep(
  d: Float64Array,
  e: Float64Array,
  vectors: Float64Array,
  size: number,
  low: number,
  high: number,
): void {
  let g = (d[low + 1] - d[low]) / (2 * e[low]);
  const root = Math.sqrt(g * g + 1);
  g = d[high] - d[low] + e[low] / (g + (g >= 0 ? root : -root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = high - 1; i >= low; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[high] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    turnRows(vectors, i * size, (i + 1) * size, c, s, size);
  }
  d[low] -= p;
  e[low] = g;
  e[high] = 0;
}

function turnRows(
  vectors: Float64Array,
  first: number,
  second: number,
  c: number,
  s: number,
  size: number,
): void {
  for (let k = 0; k < size; k++) {
    const x = vectors[first + k];
    const y = vectors[second + k];
    vectors[second + k] = s * x + c * y;
    vectors[first + k] = c * x - s * y;
  }
}

function sorted(d: Float64Array, vectors: Float64Array, size: number): SymmetricEigen {
  const order = Array.from(d, (_, k) => k).sort((a, b) => d[a] - d[b]);
  const rows = new Float64Array(size * size);
  order.forEach((from, to) => {
    rows.set(vectors.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values: Float64Array.from(order, (k) => d[k]), vectors: rows };
}
