// Vectors of single floats in linear memory: addresses in bytes, lengths in floats (a multiple of 4).

/** a * b + c, in one rounding where the engine has fused multiply-add (the relaxed build). */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The sum of the four lanes. */
export function laneSum(a: v128): f32 {
  const b = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return f32x4.extract_lane(b, 0) + f32x4.extract_lane(b, 1);
}

/** <a, b>, in four sums, so that an addition needn't wait for the one before. */
export function dot(a: usize, b: usize, length: i32): f32 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const bytes = (<usize>length) << 2;
  let at: usize = 0;
  for (; at + 64 <= bytes; at += 64) {
    s0 = multiplyAdd(v128.load(a + at), v128.load(b + at), s0);
    s1 = multiplyAdd(v128.load(a + at, 16), v128.load(b + at, 16), s1);
    s2 = multiplyAdd(v128.load(a + at, 32), v128.load(b + at, 32), s2);
    s3 = multiplyAdd(v128.load(a + at, 48), v128.load(b + at, 48), s3);
  }
  for (; at < bytes; at += 16) {
    s0 = multiplyAdd(v128.load(a + at), v128.load(b + at), s0);
  }
  return laneSum(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

/** y += scale * x */
export function addScaled(y: usize, x: usize, scale: f32, length: i32): void {
  const s = f32x4.splat(scale);
  const bytes = (<usize>length) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(y + at, multiplyAdd(s, v128.load(x + at), v128.load(y + at)));
  }
}

/** The row of the given index in a matrix of rows of `length` floats. */
export function rowAt(matrix: usize, index: i32, length: i32): usize {
  return matrix + ((<usize>index * <usize>length) << 2);
}

/** The i-th 32-bit integer of an array. */
export function int32At(array: usize, index: i32): i32 {
  return load<i32>(array + ((<usize>index) << 2));
}

/** The i-th single float of an array. */
export function float32At(array: usize, index: i32): f32 {
  return load<f32>(array + ((<usize>index) << 2));
}
