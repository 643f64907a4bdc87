import { float32At, int32At, laneSum, multiplyAdd, rowAt } from "./vector";

/** out_u = sum over the row's entries of v_e b_e: a sparse matrix times a dense one. */
export function sumRows(
  scratch: usize,
  from: i32,
  to: i32,
  rowStart: usize,
  columnIndex: usize,
  value: usize,
  b: usize,
  out: usize,
  size: i32,
): void {
  for (let row = from; row < to; row++) {
    const ou = rowAt(out, row, size);
    memory.fill(ou, 0, (<usize>size) << 2);
    addEntries(ou, row, rowStart, columnIndex, value, b, size);
  }
}

/** out += sum over the row's entries of v_e b_e */
function addEntries(
  out: usize,
  row: i32,
  rowStart: usize,
  columnIndex: usize,
  value: usize,
  b: usize,
  size: i32,
): void {
  const end = int32At(rowStart, row + 1);
  for (let e = int32At(rowStart, row); e < end; e++) {
    addTo(out, rowAt(b, int32At(columnIndex, e), size), float32At(value, e), size);
  }
}

/** out += scale b */
function addTo(out: usize, b: usize, scale: f32, size: i32): void {
  const s = f32x4.splat(scale);
  const bytes = (<usize>size) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, multiplyAdd(s, v128.load(b + at), v128.load(out + at)));
  }
}

function product(a: usize, b: usize, size: i32): f32 {
  let sum = f32x4.splat(0);
  const bytes = (<usize>size) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    sum = multiplyAdd(v128.load(a + at), v128.load(b + at), sum);
  }
  return laneSum(sum);
}

/**
 * Coordinate descent on each row, `sweeps` times over its first `count` places:
 *
 *     min over a of ||x_u - a B'||^2 / 2 + l1 |a|_1 + l2 ||a||^2 / 2   (a >= 0 if nonNegative)
 *
 * with gram = B'B [size, size] whole. Scratch: size floats.
 */
export function coordinateRows(
  scratch: usize,
  from: i32,
  to: i32,
  rowStart: usize,
  columnIndex: usize,
  value: usize,
  a: usize,
  b: usize,
  gram: usize,
  size: i32,
  count: i32,
  sweeps: i32,
  l1: f32,
  l2: f32,
  nonNegative: i32,
): void {
  for (let row = from; row < to; row++) {
    const au = rowAt(a, row, size);
    memory.fill(scratch, 0, (<usize>size) << 2);
    addEntries(scratch, row, rowStart, columnIndex, value, b, size);
    for (let sweep = 0; sweep < sweeps; sweep++) {
      for (let k = 0; k < count; k++) {
        const gk = rowAt(gram, k, size);
        const curvature = float32At(gk, k);
        const old = float32At(au, k);
        const pull = float32At(scratch, k) - product(gk, au, size) + curvature * old;
        let next: f32 = max<f32>(0, abs<f32>(pull) - l1) / max<f32>(curvature + l2, 1e-12);
        if (pull < 0) next = nonNegative ? 0 : -next;
        store<f32>(au + ((<usize>k) << 2), next);
      }
    }
  }
}

// What `multiplicativeRows` brings down.
const SQUARES: i32 = 0;
const OBSERVED_SQUARES: i32 = 1;

/**
 * One multiplicative step on each row, w >= 0, first `count` places:
 *
 *     squares, all cells (0):       w *= sum v_e h_e / (w H'H + l2 w + l1)
 *     squares, observed cells (1):  w *= sum v_e h_e / (sum <w, h_e> h_e + n_u l2 w + l1)
 *     Kullback-Leibler, all (2):    w *= sum (v_e / <w, h_e>) h_e / (sum over all h + l1)
 *
 * gram is H'H [size, size] for 0; the column sums of H [size] for 2. Scratch: 2 * size floats.
 */
export function multiplicativeRows(
  scratch: usize,
  from: i32,
  to: i32,
  rowStart: usize,
  columnIndex: usize,
  value: usize,
  w: usize,
  h: usize,
  gram: usize,
  size: i32,
  count: i32,
  how: i32,
  l1: f32,
  l2: f32,
): void {
  const bytes = (<usize>size) << 2;
  const above = scratch;
  const below = scratch + bytes;
  for (let row = from; row < to; row++) {
    const wu = rowAt(w, row, size);
    const start = int32At(rowStart, row);
    const end = int32At(rowStart, row + 1);
    memory.fill(above, 0, 2 * bytes);
    for (let e = start; e < end; e++) {
      const he = rowAt(h, int32At(columnIndex, e), size);
      const v = float32At(value, e);
      if (how == SQUARES) {
        addTo(above, he, v, size);
      } else if (how == OBSERVED_SQUARES) {
        addTo(above, he, v, size);
        addTo(below, he, product(wu, he, size), size);
      } else {
        addTo(above, he, v / max<f32>(product(wu, he, size), 1e-30), size);
      }
    }
    const shrink: f32 = how == OBSERVED_SQUARES ? l2 * <f32>(end - start) : l2;
    for (let k = 0; k < count; k++) {
      const at = (<usize>k) << 2;
      if (how == SQUARES) store<f32>(below + at, product(rowAt(gram, k, size), wu, size));
      else if (how != OBSERVED_SQUARES) store<f32>(below + at, float32At(gram, k));
    }
    for (let k = 0; k < count; k++) {
      const at = (<usize>k) << 2;
      const old = load<f32>(wu + at);
      const divisor = load<f32>(below + at) + l1 + shrink * old;
      store<f32>(wu + at, (old * load<f32>(above + at)) / max<f32>(divisor, 1e-12));
    }
  }
}
