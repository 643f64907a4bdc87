import { ADD, SET, SUBTRACT, tile } from "./tile";
import { float32At, int32At, laneSum, multiplyAdd, rowAt } from "./vector";

/** How many entries are gathered at a time. */
const CHUNK: i32 = 256;

/**
 * The same equations as `conjugateGradient`, solved exactly. With V the rows
 * sqrt(w_e) y_e / sqrt(d_u) and h_e = b_e / sqrt(w_e),
 *
 *     x_u = t / sqrt(d_u),   t = (I + V'V)^-1 V'h = V' (I + VV')^-1 h
 *
 * The smaller of the two systems is factored: [size, size] for rows of many entries,
 * [entries, entries] for rows of few. Size is a multiple of 8.
 * Scratch: 2 * size + (CHUNK + size) * (size + 1) + 2 * size^2 floats.
 */
export function leastSquares(
  scratch: usize,
  from: i32,
  to: i32,
  rowStart: usize,
  columnIndex: usize,
  value: usize,
  x: usize,
  y: usize,
  gram: usize,
  regularization: usize,
  size: i32,
  alpha: f32,
  bias: f32,
): void {
  const bytes = (<usize>size) << 2;
  const inverseRoot = scratch;
  const t = inverseRoot + bytes;
  const h = t + bytes;
  const v = h + ((<usize>(CHUNK + size)) << 2);
  const system = v + <usize>(CHUNK + size) * bytes;
  for (let row = from; row < to; row++) {
    const xu = rowAt(x, row, size);
    const start = int32At(rowStart, row);
    const count = int32At(rowStart, row + 1) - start;
    memory.fill(xu, 0, bytes);
    if (count == 0) continue;
    const lambda = f32x4.splat(float32At(regularization, row));
    for (let at: usize = 0; at < bytes; at += 16) {
      const dk = f32x4.add(v128.load(gram + at), lambda);
      v128.store(inverseRoot + at, f32x4.div(f32x4.splat(1), f32x4.sqrt(dk)));
    }
    if (count >= size) {
      memory.fill(t, 0, bytes);
      for (let done = 0; done < count; done += CHUNK) {
        const some = min(CHUNK, count - done);
        gatherRows(v, h, inverseRoot, start + done, some, columnIndex, value, y, size, alpha, bias);
        addRows(t, v, h, some, bytes);
        gramOfRows(system, v, some, size, done == 0 ? SET : ADD);
      }
      addIdentity(system, size);
      factor(system, size);
      solve(system, t, size);
      scaleBy(xu, t, inverseRoot, bytes);
    } else {
      // The few rows as columns, padded to a multiple of 8 with zeros.
      gatherRows(v, h, inverseRoot, start, count, columnIndex, value, y, size, alpha, bias);
      const padded = (count + 7) & ~7;
      const columns = system + ((<usize>padded * <usize>padded) << 2);
      transposeRows(columns, v, count, padded, size);
      gramOfRows(system, columns, size, padded, SET);
      addIdentity(system, padded);
      factor(system, padded);
      for (let e = count; e < padded; e++) store<f32>(h + ((<usize>e) << 2), 0);
      solve(system, h, padded);
      addRows(xu, v, h, count, bytes);
      scaleBy(xu, xu, inverseRoot, bytes);
    }
  }
}

/** v_e = sqrt(w_e) y_e * inverseRoot, h_e = b_e / sqrt(w_e). */
function gatherRows(
  v: usize,
  h: usize,
  inverseRoot: usize,
  start: i32,
  count: i32,
  columnIndex: usize,
  value: usize,
  y: usize,
  size: i32,
  alpha: f32,
  bias: f32,
): void {
  const bytes = (<usize>size) << 2;
  for (let e = 0; e < count; e++) {
    const weight: f32 = max<f32>(alpha * float32At(value, start + e), 1e-6);
    const root: f32 = sqrt<f32>(weight);
    store<f32>(h + ((<usize>e) << 2), (bias + weight) / root);
    const scale = f32x4.splat(root);
    const ye = rowAt(y, int32At(columnIndex, start + e), size);
    const ve = v + <usize>e * bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      const scaled = f32x4.mul(v128.load(ye + at), v128.load(inverseRoot + at));
      v128.store(ve + at, f32x4.mul(scale, scaled));
    }
  }
}

/** t += sum over rows of h_e v_e */
function addRows(t: usize, v: usize, h: usize, count: i32, bytes: usize): void {
  for (let e = 0; e < count; e++) {
    const he = f32x4.splat(float32At(h, e));
    const ve = v + <usize>e * bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(t + at, multiplyAdd(he, v128.load(ve + at), v128.load(t + at)));
    }
  }
}

function scaleBy(out: usize, a: usize, b: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
}

/** columns[k][e] = v[e][k], columns [size, padded], zeros past count. */
function transposeRows(columns: usize, v: usize, count: i32, padded: i32, size: i32): void {
  const bytes = (<usize>size) << 2;
  const stride = (<usize>padded) << 2;
  for (let e = count; e < padded; e++) memory.fill(v + <usize>e * bytes, 0, bytes);
  for (let e = 0; e < padded; e += 4) {
    const v0 = v + <usize>e * bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      const a = v128.load(v0 + at);
      const b = v128.load(v0 + bytes + at);
      const c = v128.load(v0 + 2 * bytes + at);
      const d = v128.load(v0 + 3 * bytes + at);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const out = columns + (at >> 2) * stride + ((<usize>e) << 2);
      v128.store(out, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
      v128.store(out + stride, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
      v128.store(out + 2 * stride, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
      v128.store(out + 3 * stride, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
    }
  }
}

/** The upper triangle of V'V, system [size, size], v [count, size]; size a multiple of 8. */
function gramOfRows(system: usize, v: usize, count: i32, size: i32, how: i32): void {
  for (let i = 0; i < size; i += 4) {
    for (let j = i & ~7; j < size; j += 8) tile(system, v, i, j, count, size, how);
  }
}

function addIdentity(system: usize, size: i32): void {
  for (let i = 0; i < size; i++) {
    const diagonal = system + ((<usize>(i * size + i)) << 2);
    store<f32>(diagonal, load<f32>(diagonal) + 1);
  }
}

/** Cholesky in place, M = U'U: the upper triangle becomes U, with 1 / u_ii on the diagonal. */
function factor(m: usize, size: i32): void {
  const stride = (<usize>size) << 2;
  for (let i = 0; i < size; i += 4) {
    if (i > 0) for (let j = i & ~7; j < size; j += 8) tile(m, m, i, j, i, size, SUBTRACT);
    for (let r = i; r < i + 4; r++) {
      const ur = m + <usize>r * stride;
      const inverse: f32 = 1 / sqrt<f32>(float32At(ur, r));
      const scale = f32x4.splat(inverse);
      for (let j = i; j < size; j += 4) {
        const at = ur + ((<usize>j) << 2);
        v128.store(at, f32x4.mul(scale, v128.load(at)));
      }
      for (let s = r + 1; s < i + 4; s++) {
        const c = f32x4.splat(float32At(ur, s));
        const us = m + <usize>s * stride;
        for (let j = i; j < size; j += 4) {
          const at = (<usize>j) << 2;
          v128.store(us + at, f32x4.sub(v128.load(us + at), f32x4.mul(c, v128.load(ur + at))));
        }
      }
      store<f32>(ur + ((<usize>r) << 2), inverse);
    }
  }
}

/** b = (U'U)^-1 b */
function solve(m: usize, b: usize, size: i32): void {
  const stride = (<usize>size) << 2;
  for (let i = 0; i < size; i++) {
    const ui = m + <usize>i * stride;
    const s: f32 = float32At(b, i) * float32At(ui, i);
    store<f32>(b + ((<usize>i) << 2), s);
    let j = i + 1;
    for (; j & 3 && j < size; j++) {
      store<f32>(b + ((<usize>j) << 2), float32At(b, j) - s * float32At(ui, j));
    }
    const scale = f32x4.splat(-s);
    for (; j < size; j += 4) {
      const at = (<usize>j) << 2;
      v128.store(b + at, multiplyAdd(scale, v128.load(ui + at), v128.load(b + at)));
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    const ui = m + <usize>i * stride;
    let rest: f32 = float32At(b, i);
    let j = i + 1;
    for (; j & 3 && j < size; j++) rest -= float32At(ui, j) * float32At(b, j);
    let sum = f32x4.splat(0);
    for (; j < size; j += 4) {
      const at = (<usize>j) << 2;
      sum = multiplyAdd(v128.load(ui + at), v128.load(b + at), sum);
    }
    store<f32>(b + ((<usize>i) << 2), (rest - laneSum(sum)) * float32At(ui, i));
  }
}
