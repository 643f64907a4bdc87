import { multiplyAdd } from "./vector";

// What `tile` does with its result.
export const SET: i32 = 0;
export const ADD: i32 = 1;
export const SUBTRACT: i32 = 2;

/**
 * Four rows (from i) by eight columns (from j) of sum over k < count of m_ki m_kj, m of rows of
 * `size` floats: set, added to what is there or subtracted from it.
 */
export function tile(out: usize, m: usize, i: i32, j: i32, count: i32, size: i32, how: i32): void {
  const stride = (<usize>size) << 2;
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  let left = m + ((<usize>i) << 2);
  let right = m + ((<usize>j) << 2);
  for (let k = 0; k < count; k++) {
    const low = v128.load(right);
    const high = v128.load(right, 16);
    const a = v128.load_splat<f32>(left);
    a0 = multiplyAdd(a, low, a0);
    a1 = multiplyAdd(a, high, a1);
    const b = v128.load_splat<f32>(left, 4);
    b0 = multiplyAdd(b, low, b0);
    b1 = multiplyAdd(b, high, b1);
    const c = v128.load_splat<f32>(left, 8);
    c0 = multiplyAdd(c, low, c0);
    c1 = multiplyAdd(c, high, c1);
    const d = v128.load_splat<f32>(left, 12);
    d0 = multiplyAdd(d, low, d0);
    d1 = multiplyAdd(d, high, d1);
    left += stride;
    right += stride;
  }
  let at = out + ((<usize>(i * size + j)) << 2);
  put(at, a0, a1, how);
  put((at += stride), b0, b1, how);
  put((at += stride), c0, c1, how);
  put(at + stride, d0, d1, how);
}

function put(at: usize, low: v128, high: v128, how: i32): void {
  if (how == SUBTRACT) {
    low = f32x4.sub(v128.load(at), low);
    high = f32x4.sub(v128.load(at, 16), high);
  } else if (how == ADD) {
    low = f32x4.add(v128.load(at), low);
    high = f32x4.add(v128.load(at, 16), high);
  }
  v128.store(at, low);
  v128.store(at, high, 16);
}
