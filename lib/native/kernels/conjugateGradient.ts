import { float32At, int32At, laneSum, multiplyAdd, rowAt } from "./vector";

/**
 * For each row u in [from, to), conjugate-gradient steps on
 *
 *     (diag(d_u) + sum over entries e of w_e y_e y_e') x_u = sum over e of b_e y_e
 *     d_u = gram + regularization_u,  w_e = alpha value_e,  b_e = bias + w_e
 *
 * preconditioned by d_u and started at the x_u in memory. Scratch: 5 * size floats.
 */
export function conjugateGradient(
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
  steps: i32,
  alpha: f32,
  bias: f32,
): void {
  const bytes = (<usize>size) << 2;
  const d = scratch;
  const r = d + bytes;
  const p = r + bytes;
  const q = p + bytes;
  for (let row = from; row < to; row++) {
    const xu = rowAt(x, row, size);
    const start = int32At(rowStart, row);
    const end = int32At(rowStart, row + 1);
    if (start == end) {
      memory.fill(xu, 0, bytes);
      continue;
    }
    // d, and r = rhs - A x
    const lambda = f32x4.splat(float32At(regularization, row));
    for (let at: usize = 0; at < bytes; at += 16) {
      const dk = f32x4.add(v128.load(gram + at), lambda);
      v128.store(d + at, dk);
      v128.store(r + at, f32x4.neg(f32x4.mul(dk, v128.load(xu + at))));
    }
    accumulate(r, xu, start, end, columnIndex, value, y, size, -alpha, bias, alpha);
    let rz = precondition(p, r, d, bytes);
    for (let step = 0; step < steps && rz > 1e-20; step++) {
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(q + at, f32x4.mul(v128.load(d + at), v128.load(p + at)));
      }
      accumulate(q, p, start, end, columnIndex, value, y, size, alpha, 0, 0);
      const a = f32x4.splat(rz / innerProduct(p, q, bytes));
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(xu + at, multiplyAdd(a, v128.load(p + at), v128.load(xu + at)));
        v128.store(r + at, f32x4.sub(v128.load(r + at), f32x4.mul(a, v128.load(q + at))));
      }
      if (step + 1 == steps) break;
      rz = nextDirection(p, r, d, bytes, rz);
    }
  }
}

/** out += sum over entries of (bias + alpha value + slope value <y_e, v>) y_e, four rows at a time. */
function accumulate(
  out: usize,
  v: usize,
  start: i32,
  end: i32,
  columnIndex: usize,
  value: usize,
  y: usize,
  size: i32,
  slope: f32,
  bias: f32,
  alpha: f32,
): void {
  const bytes = (<usize>size) << 2;
  let e = start;
  for (; e + 4 <= end; e += 4) {
    const y0 = rowAt(y, int32At(columnIndex, e), size);
    const y1 = rowAt(y, int32At(columnIndex, e + 1), size);
    const y2 = rowAt(y, int32At(columnIndex, e + 2), size);
    const y3 = rowAt(y, int32At(columnIndex, e + 3), size);
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 32) {
      const vk = v128.load(v + at);
      s0 = multiplyAdd(vk, v128.load(y0 + at), s0);
      s1 = multiplyAdd(vk, v128.load(y1 + at), s1);
      s2 = multiplyAdd(vk, v128.load(y2 + at), s2);
      s3 = multiplyAdd(vk, v128.load(y3 + at), s3);
      const vl = v128.load(v + at, 16);
      s0 = multiplyAdd(vl, v128.load(y0 + at, 16), s0);
      s1 = multiplyAdd(vl, v128.load(y1 + at, 16), s1);
      s2 = multiplyAdd(vl, v128.load(y2 + at, 16), s2);
      s3 = multiplyAdd(vl, v128.load(y3 + at, 16), s3);
    }
    // Transpose-add: one vector of the four products.
    const s01 = f32x4.add(
      v128.shuffle<f32>(s0, s1, 0, 4, 1, 5),
      v128.shuffle<f32>(s0, s1, 2, 6, 3, 7),
    );
    const s23 = f32x4.add(
      v128.shuffle<f32>(s2, s3, 0, 4, 1, 5),
      v128.shuffle<f32>(s2, s3, 2, 6, 3, 7),
    );
    const products = f32x4.add(
      v128.shuffle<f32>(s01, s23, 0, 1, 4, 5),
      v128.shuffle<f32>(s01, s23, 2, 3, 6, 7),
    );
    const amounts = v128.load(value + ((<usize>e) << 2));
    const factors = f32x4.add(
      f32x4.splat(bias),
      f32x4.mul(amounts, f32x4.add(f32x4.splat(alpha), f32x4.mul(f32x4.splat(slope), products))),
    );
    const c0 = f32x4.splat(f32x4.extract_lane(factors, 0));
    const c1 = f32x4.splat(f32x4.extract_lane(factors, 1));
    const c2 = f32x4.splat(f32x4.extract_lane(factors, 2));
    const c3 = f32x4.splat(f32x4.extract_lane(factors, 3));
    for (let at: usize = 0; at < bytes; at += 32) {
      let o = multiplyAdd(c0, v128.load(y0 + at), v128.load(out + at));
      o = multiplyAdd(c1, v128.load(y1 + at), o);
      o = multiplyAdd(c2, v128.load(y2 + at), o);
      v128.store(out + at, multiplyAdd(c3, v128.load(y3 + at), o));
      let n = multiplyAdd(c0, v128.load(y0 + at, 16), v128.load(out + at, 16));
      n = multiplyAdd(c1, v128.load(y1 + at, 16), n);
      n = multiplyAdd(c2, v128.load(y2 + at, 16), n);
      v128.store(out + at, multiplyAdd(c3, v128.load(y3 + at, 16), n), 16);
    }
  }
  for (; e < end; e++) {
    const ye = rowAt(y, int32At(columnIndex, e), size);
    const amount = float32At(value, e);
    const c = f32x4.splat(bias + amount * (alpha + slope * innerProduct(ye, v, bytes)));
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(out + at, multiplyAdd(c, v128.load(ye + at), v128.load(out + at)));
    }
  }
}

function innerProduct(a: usize, b: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    sum = multiplyAdd(v128.load(a + at), v128.load(b + at), sum);
  }
  return laneSum(sum);
}

/** p = r / d; gives <r, p>. */
function precondition(p: usize, r: usize, d: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const rk = v128.load(r + at);
    const zk = f32x4.div(rk, v128.load(d + at));
    v128.store(p + at, zk);
    sum = multiplyAdd(rk, zk, sum);
  }
  return laneSum(sum);
}

/** p = r / d + (rz' / rz) p; gives rz' = <r, r / d>. */
function nextDirection(p: usize, r: usize, d: usize, bytes: usize, rz: f32): f32 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const rk = v128.load(r + at);
    sum = multiplyAdd(rk, f32x4.div(rk, v128.load(d + at)), sum);
  }
  const next = laneSum(sum);
  const beta = f32x4.splat(next / rz);
  for (let at: usize = 0; at < bytes; at += 16) {
    const zk = f32x4.div(v128.load(r + at), v128.load(d + at));
    v128.store(p + at, multiplyAdd(beta, v128.load(p + at), zk));
  }
  return next;
}
