// The eigen-decomposition of a symmetric matrix in double precision, as lib/matrices/symmetricEigen
// makes it: Householder reflections to tridiagonal form, then QL steps with implicit shifts (Golub and
// Van Loan, 2013, Matrix Computations, sections 8.3.1 and 8.3.3). Addresses in bytes, counts in doubles.

const MOST_SWEEPS: i32 = 60;
const EPSILON: f64 = 2.220446049250313e-16;

/**
 * a [size, size]: the lower triangle is read, all is overwritten. vectors [size, size]: row k becomes
 * the unit eigenvector of values[k]; values [size], in no order. Size is even, and the work one task.
 * Traps where QL doesn't converge. Scratch: 8 * size floats.
 */
export function eigenRows(
  scratch: usize,
  from: i32,
  to: i32,
  a: usize,
  vectors: usize,
  values: usize,
  size: i32,
): void {
  const stride = (<usize>size) << 3;
  const off = scratch;
  const scale = off + stride;
  tridiagonalise(a, off, scale, scale + stride, size);
  accumulate(vectors, a, scale, size);
  for (let k = 0; k < size; k++) put(values, k, get(a, k * size + k));
  diagonalise(values, off, vectors, size);
}

function get(array: usize, index: i32): f64 {
  return load<f64>(array + ((<usize>index) << 3));
}

function put(array: usize, index: i32, value: f64): void {
  store<f64>(array + ((<usize>index) << 3), value);
}

/** A becomes H..HAH..H, its diagonal in place, the reflections' vectors in rows right of it. */
function tridiagonalise(a: usize, off: usize, scale: usize, v: usize, size: i32): void {
  const p = v + ((<usize>size) << 3);
  put(off, size - 1, 0);
  for (let k = 0; k + 1 < size; k++) {
    const first = (<usize>(k + 1)) << 3;
    const rest = size - k - 1;
    for (let i = k + 1; i < size; i++) put(v, i, get(a, i * size + k));
    const norm = sqrt<f64>(product(v + first, v + first, rest));
    const beside: f64 = get(v, k + 1) > 0 ? -norm : norm;
    put(off, k, beside);
    put(v, k + 1, get(v, k + 1) - beside);
    const squares = product(v + first, v + first, rest);
    put(scale, k, 0);
    if (squares == 0) continue;
    const beta = 2 / squares;
    put(scale, k, beta);
    // p = beta A v, using the lower triangle for both halves
    memory.fill(p + first, 0, (<usize>rest) << 3);
    for (let i = k + 1; i < size; i++) {
      const row = a + ((<usize>(i * size)) << 3) + first;
      const before = i - k - 1;
      const sum = product(row, v + first, before) + get(a, i * size + i) * get(v, i);
      addScaled(p + first, row, get(v, i), before);
      put(p, i, get(p, i) + sum);
    }
    const along = beta * product(p + first, v + first, rest);
    for (let i = k + 1; i < size; i++) {
      put(p, i, beta * (get(p, i) - 0.5 * along * get(v, i)));
    }
    for (let i = k + 1; i < size; i++) {
      const row = a + ((<usize>(i * size)) << 3) + first;
      addScaled(row, p + first, -get(v, i), i - k);
      addScaled(row, v + first, -get(p, i), i - k);
    }
    memory.copy(a + ((<usize>(k * size)) << 3) + first, v + first, (<usize>rest) << 3);
  }
}

/** The product of the reflections, transposed: row k is the k-th basis vector of the tridiagonal form. */
function accumulate(q: usize, a: usize, scale: usize, size: i32): void {
  memory.fill(q, 0, (<usize>(size * size)) << 3);
  for (let k = 0; k < size; k++) put(q, k * size + k, 1);
  for (let k = size - 2; k >= 0; k--) {
    const first = (<usize>(k + 1)) << 3;
    const v = a + ((<usize>(k * size)) << 3) + first;
    const rest = size - k - 1;
    for (let row = k + 1; row < size; row++) {
      const line = q + ((<usize>(row * size)) << 3) + first;
      addScaled(line, v, -get(scale, k) * product(line, v, rest), rest);
    }
  }
}

function diagonalise(d: usize, e: usize, vectors: usize, size: i32): void {
  let largest: f64 = 0;
  for (let k = 0; k < size; k++) {
    largest = max<f64>(largest, max<f64>(abs<f64>(get(d, k)), abs<f64>(get(e, k))));
  }
  for (let low = 0; low < size; low++) {
    for (let sweep = 0; ; sweep++) {
      let high = low;
      while (high < size - 1 && abs<f64>(get(e, high)) > EPSILON * largest) high++;
      if (high == low) break;
      if (sweep == MOST_SWEEPS) unreachable();
      qlSweep(d, e, vectors, size, low, high);
    }
  }
}

function qlSweep(d: usize, e: usize, vectors: usize, size: i32, low: i32, high: i32): void {
  let g = (get(d, low + 1) - get(d, low)) / (2 * get(e, low));
  const root = sqrt<f64>(g * g + 1);
  g = get(d, high) - get(d, low) + get(e, low) / (g + (g >= 0 ? root : -root));
  let s: f64 = 1;
  let c: f64 = 1;
  let p: f64 = 0;
  for (let i = high - 1; i >= low; i--) {
    const f = s * get(e, i);
    const b = c * get(e, i);
    const r = sqrt<f64>(f * f + g * g);
    put(e, i + 1, r);
    if (r == 0) {
      put(d, i + 1, get(d, i + 1) - p);
      put(e, high, 0);
      return;
    }
    s = f / r;
    c = g / r;
    g = get(d, i + 1) - p;
    const t = (get(d, i) - g) * s + 2 * c * b;
    p = s * t;
    put(d, i + 1, g + p);
    g = c * t - b;
    const row = vectors + ((<usize>(i * size)) << 3);
    turn(row, row + ((<usize>size) << 3), c, s, size);
  }
  put(d, low, get(d, low) - p);
  put(e, low, g);
  put(e, high, 0);
}

/** x = c x - s y and y = s x + c y, both from the old ones; count is even. */
function turn(x: usize, y: usize, c: f64, s: f64, count: i32): void {
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s);
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const xk = v128.load(x + at);
    const yk = v128.load(y + at);
    v128.store(y + at, f64x2.add(f64x2.mul(ss, xk), f64x2.mul(cc, yk)));
    v128.store(x + at, f64x2.sub(f64x2.mul(cc, xk), f64x2.mul(ss, yk)));
  }
}

/** <x, y> */
function product(x: usize, y: usize, count: i32): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 3;
    even = f64x2.add(even, f64x2.mul(v128.load(x + at), v128.load(y + at)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(x + at, 16), v128.load(y + at, 16)));
  }
  const both = f64x2.add(even, odd);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; i < count; i++) sum += get(x, i) * get(y, i);
  return sum;
}

/** y += scale x */
function addScaled(y: usize, x: usize, scale: f64, count: i32): void {
  const s = f64x2.splat(scale);
  let i = 0;
  for (; i + 2 <= count; i += 2) {
    const at = (<usize>i) << 3;
    v128.store(y + at, f64x2.add(v128.load(y + at), f64x2.mul(s, v128.load(x + at))));
  }
  if (i < count) put(y, i, get(y, i) + scale * get(x, i));
}
