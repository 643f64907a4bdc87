import { ADD, SET, tile } from "./tile";
import { int32At, laneSum, multiplyAdd, rowAt } from "./vector";

/** Rows that stay in the nearest cache while all tiles pass over them. */
const NEAR: i32 = 64;

/**
 * For each block b in [from, to): out_b = the upper triangle of Y'Y over the rows
 * [b * rowsPerBlock, (b + 1) * rowsPerBlock) of y. Size is a multiple of 8.
 */
export function gramBlocks(
  scratch: usize,
  from: i32,
  to: i32,
  y: usize,
  rowCount: i32,
  size: i32,
  rowsPerBlock: i32,
  out: usize,
): void {
  for (let block = from; block < to; block++) {
    const system = rowAt(out, block * size, size);
    const first = block * rowsPerBlock;
    const last = min(rowCount, first + rowsPerBlock);
    for (let row = first; row < last; row += NEAR) {
      const some = min(NEAR, last - row);
      const how = row == first ? SET : ADD;
      for (let i = 0; i < size; i += 4) {
        for (let j = i & ~7; j < size; j += 8) {
          tile(system, rowAt(y, row, size), i, j, some, size, how);
        }
      }
    }
  }
}

/** Rows [from, to) of y become y_r Q, in place; q [size, size], row-major. Scratch: 4 * size floats. */
export function turnRows(scratch: usize, from: i32, to: i32, y: usize, q: usize, size: i32): void {
  const bytes = (<usize>size) << 2;
  for (let row = from; row < to; row += 4) {
    // The last block repeats its last row.
    const y0 = rowAt(y, row, size);
    const y1 = rowAt(y, min(row + 1, to - 1), size);
    const y2 = rowAt(y, min(row + 2, to - 1), size);
    const y3 = rowAt(y, min(row + 3, to - 1), size);
    for (let at: usize = 0; at < bytes; at += 32) {
      let a0 = f32x4.splat(0);
      let a1 = f32x4.splat(0);
      let b0 = f32x4.splat(0);
      let b1 = f32x4.splat(0);
      let c0 = f32x4.splat(0);
      let c1 = f32x4.splat(0);
      let d0 = f32x4.splat(0);
      let d1 = f32x4.splat(0);
      let right = q + at;
      for (let k: usize = 0; k < bytes; k += 4) {
        const low = v128.load(right);
        const high = v128.load(right, 16);
        const a = v128.load_splat<f32>(y0 + k);
        a0 = multiplyAdd(a, low, a0);
        a1 = multiplyAdd(a, high, a1);
        const b = v128.load_splat<f32>(y1 + k);
        b0 = multiplyAdd(b, low, b0);
        b1 = multiplyAdd(b, high, b1);
        const c = v128.load_splat<f32>(y2 + k);
        c0 = multiplyAdd(c, low, c0);
        c1 = multiplyAdd(c, high, c1);
        const d = v128.load_splat<f32>(y3 + k);
        d0 = multiplyAdd(d, low, d0);
        d1 = multiplyAdd(d, high, d1);
        right += bytes;
      }
      const out = scratch + at;
      v128.store(out, a0);
      v128.store(out, a1, 16);
      v128.store(out + bytes, b0);
      v128.store(out + bytes, b1, 16);
      v128.store(out + 2 * bytes, c0);
      v128.store(out + 2 * bytes, c1, 16);
      v128.store(out + 3 * bytes, d0);
      v128.store(out + 3 * bytes, d1, 16);
    }
    memory.copy(y0, scratch, <usize>min(4, to - row) * bytes);
  }
}

/**
 * For each selected row s in [from, to): out_s = x_row(s) Y', shape [columnCount].
 * Four columns at a time; the columns past a multiple of 4 one by one.
 */
export function productRows(
  scratch: usize,
  from: i32,
  to: i32,
  x: usize,
  rows: usize,
  y: usize,
  columnCount: i32,
  size: i32,
  out: usize,
): void {
  const bytes = (<usize>size) << 2;
  for (let first = 0; first < columnCount; first += NEAR) {
    const last = min(columnCount, first + NEAR);
    for (let s = from; s < to; s++) {
      const xs = rowAt(x, int32At(rows, s), size);
      const line = rowAt(out, s, columnCount);
      let column = first;
      for (; column + 4 <= last; column += 4) {
        const y0 = rowAt(y, column, size);
        let s0 = f32x4.splat(0);
        let s1 = f32x4.splat(0);
        let s2 = f32x4.splat(0);
        let s3 = f32x4.splat(0);
        for (let at: usize = 0; at < bytes; at += 16) {
          const xk = v128.load(xs + at);
          const yk = y0 + at;
          s0 = multiplyAdd(xk, v128.load(yk), s0);
          s1 = multiplyAdd(xk, v128.load(yk + bytes), s1);
          s2 = multiplyAdd(xk, v128.load(yk + 2 * bytes), s2);
          s3 = multiplyAdd(xk, v128.load(yk + 3 * bytes), s3);
        }
        const at = line + ((<usize>column) << 2);
        store<f32>(at, laneSum(s0));
        store<f32>(at, laneSum(s1), 4);
        store<f32>(at, laneSum(s2), 8);
        store<f32>(at, laneSum(s3), 12);
      }
      for (; column < last; column++) {
        let sum = f32x4.splat(0);
        const yc = rowAt(y, column, size);
        for (let at: usize = 0; at < bytes; at += 16) {
          sum = multiplyAdd(v128.load(xs + at), v128.load(yc + at), sum);
        }
        store<f32>(line + ((<usize>column) << 2), laneSum(sum));
      }
    }
  }
}
