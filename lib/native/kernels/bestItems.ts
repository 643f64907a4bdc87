import { float32At, int32At, laneSum, multiplyAdd, rowAt } from "./vector";

/** Items worked on by all users of a block while they are near. */
const TILE: i32 = 64;

/**
 * For each selected row s in [from, to): the k items of largest <x_s, y_i>, best first, equal ones
 * by rising item. Items come sorted by falling length of y, so that a user is done at the first
 * tile where even |x| |y| is below the k-th best score.
 *
 * norms, order [itemCount]: each row's length and item; seen items are left out where `leaveSeen`
 * is 1: CSR rows, rising columns, by `rows[s]`. outItems, outScores [selected, k]: -1 and 0 where
 * items ran out. Scratch: 2 * grain floats.
 */
export function bestItems(
  scratch: usize,
  from: i32,
  to: i32,
  x: usize,
  rows: usize,
  y: usize,
  norms: usize,
  order: usize,
  seenStart: usize,
  seenColumns: usize,
  outItems: usize,
  outScores: usize,
  itemCount: i32,
  size: i32,
  k: i32,
  leaveSeen: i32,
): void {
  const bytes = (<usize>size) << 2;
  // Each user's length, or -1 once done; and how many items are kept.
  const lengths = scratch;
  const counts = scratch + ((<usize>(to - from)) << 2);
  for (let s = from; s < to; s++) {
    const place = (<usize>(s - from)) << 2;
    const xs = rowAt(x, s, size);
    store<f32>(lengths + place, sqrt<f32>(product(xs, xs, bytes)));
    store<i32>(counts + place, 0);
  }
  for (let first = 0; first < itemCount; first += TILE) {
    const last = min(itemCount, first + TILE);
    let working = false;
    for (let s = from; s < to; s++) {
      const place = (<usize>(s - from)) << 2;
      const length = load<f32>(lengths + place);
      if (length < 0) continue;
      const items = rowAt(outItems, s, k);
      const scores = rowAt(outScores, s, k);
      let count = load<i32>(counts + place);
      let least: f32 = count < k ? -Infinity : float32At(scores, k - 1);
      if (length * float32At(norms, first) * 1.00001 < least) {
        store<f32>(lengths + place, -1);
        continue;
      }
      working = true;
      const xs = rowAt(x, s, size);
      const user = int32At(rows, s);
      let i = first;
      for (; i + 4 <= last; i += 4) {
        const sums = fourProducts(xs, rowAt(y, i, size), bytes);
        if (!v128.any_true(f32x4.ge(sums, f32x4.splat(least)))) continue;
        for (let lane = 0; lane < 4; lane++) {
          const score = laneOf(sums, lane);
          if (score < least) continue;
          const item = int32At(order, i + lane);
          if (leaveSeen && holds(seenStart, seenColumns, user, item)) continue;
          count = keep(items, scores, count, k, item, score);
          if (count == k) least = float32At(scores, k - 1);
        }
      }
      for (; i < last; i++) {
        const score = product(xs, rowAt(y, i, size), bytes);
        if (score < least) continue;
        const item = int32At(order, i);
        if (leaveSeen && holds(seenStart, seenColumns, user, item)) continue;
        count = keep(items, scores, count, k, item, score);
        if (count == k) least = float32At(scores, k - 1);
      }
      store<i32>(counts + place, count);
    }
    if (!working) break;
  }
  for (let s = from; s < to; s++) {
    const count = load<i32>(counts + ((<usize>(s - from)) << 2));
    for (let place = count; place < k; place++) {
      store<i32>(rowAt(outItems, s, k) + ((<usize>place) << 2), -1);
    }
  }
}

/** Inserts into a list kept best first, equal scores by rising item; gives the new length. */
function keep(items: usize, scores: usize, count: i32, k: i32, item: i32, score: f32): i32 {
  let place = count < k ? count : k - 1;
  if (count == k) {
    const worst = float32At(scores, k - 1);
    if (score == worst && item > int32At(items, k - 1)) return count;
  }
  while (place > 0) {
    const before = float32At(scores, place - 1);
    if (before > score || (before == score && int32At(items, place - 1) < item)) break;
    const at = (<usize>place) << 2;
    store<f32>(scores + at, before);
    store<i32>(items + at, int32At(items, place - 1));
    place--;
  }
  const at = (<usize>place) << 2;
  store<f32>(scores + at, score);
  store<i32>(items + at, item);
  return min(k, count + 1);
}

/** Whether a row of a CSR matrix holds a column; columns rise. */
function holds(rowStart: usize, columnIndex: usize, row: i32, column: i32): bool {
  let low = int32At(rowStart, row);
  const end = int32At(rowStart, row + 1);
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (int32At(columnIndex, middle) < column) low = middle + 1;
    else high = middle;
  }
  return low < end && int32At(columnIndex, low) == column;
}

function product(a: usize, b: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    sum = multiplyAdd(v128.load(a + at), v128.load(b + at), sum);
  }
  return laneSum(sum);
}

/** The products of x with four rows from y on. */
function fourProducts(x: usize, y: usize, bytes: usize): v128 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const y2 = y + 2 * bytes;
  for (let at: usize = 0; at < bytes; at += 16) {
    const xk = v128.load(x + at);
    s0 = multiplyAdd(xk, v128.load(y + at), s0);
    s1 = multiplyAdd(xk, v128.load(y + at + bytes), s1);
    s2 = multiplyAdd(xk, v128.load(y2 + at), s2);
    s3 = multiplyAdd(xk, v128.load(y2 + at + bytes), s3);
  }
  // As laneSum adds: (0 + 2) + (1 + 3).
  const low = f32x4.add(
    v128.shuffle<f32>(s0, s1, 0, 4, 1, 5),
    v128.shuffle<f32>(s0, s1, 2, 6, 3, 7),
  );
  const high = f32x4.add(
    v128.shuffle<f32>(s2, s3, 0, 4, 1, 5),
    v128.shuffle<f32>(s2, s3, 2, 6, 3, 7),
  );
  return f32x4.add(
    v128.shuffle<f32>(low, high, 0, 1, 4, 5),
    v128.shuffle<f32>(low, high, 2, 3, 6, 7),
  );
}

function laneOf(v: v128, lane: i32): f32 {
  if (lane == 0) return f32x4.extract_lane(v, 0);
  if (lane == 1) return f32x4.extract_lane(v, 1);
  if (lane == 2) return f32x4.extract_lane(v, 2);
  return f32x4.extract_lane(v, 3);
}
