import { float32At, int32At } from "./vector";

/**
 * For each query row q in [from, to), the `neighbourCount` most similar candidate rows:
 *
 *     dot = sum over features f of x(q, f) y(r, f),   above = dot - centre_q centre_r
 *     similarity = above / (length_q length_r + shrinkage), or
 *                  above / (length_q + length_r - dot + shrinkage) for a union (Jaccard)
 *
 * Only similarities above 0 count; ties go to the lower row; `self[q]` is left out. The result is
 * a heap, worst first: outRow and outSimilarity, shape [queries, neighbourCount], of which
 * outCount[q] are filled.
 *
 * A row that meets many candidates is scanned whole, four at a time; otherwise the candidates
 * met are listed. Listing takes weights above 0 for granted: `scanAlways` says they aren't.
 *
 * Scratch: 2 * (rowCount + 4) words. Lengths and centres are padded to a multiple of 4.
 */
export function nearestRows(
  scratch: usize,
  from: i32,
  to: i32,
  queryStart: usize,
  queryFeature: usize,
  queryWeight: usize,
  queryLength: usize,
  queryCentre: usize,
  self: usize,
  featureStart: usize,
  featureRow: usize,
  featureWeight: usize,
  rowLength: usize,
  rowCentre: usize,
  rowCount: i32,
  isUnion: i32,
  scanAlways: i32,
  shrinkage: f32,
  neighbourCount: i32,
  outCount: usize,
  outRow: usize,
  outSimilarity: usize,
): void {
  const sums = scratch;
  const padded = (rowCount + 3) & ~3;
  const met = sums + ((<usize>padded) << 2);
  memory.fill(sums, 0, (<usize>padded) << 2);
  for (let q = from; q < to; q++) {
    const start = int32At(queryStart, q);
    const end = int32At(queryStart, q + 1);
    const own = int32At(self, q);
    const length = float32At(queryLength, q);
    const centre = float32At(queryCentre, q);
    const offset = (<usize>q * <usize>neighbourCount) << 2;
    const rows = outRow + offset;
    const similarities = outSimilarity + offset;
    let size = 0;
    if (scanAlways || isLong(start, end, queryFeature, featureStart, rowCount)) {
      for (let e = start; e < end; e++) {
        const weight = float32At(queryWeight, e);
        const feature = int32At(queryFeature, e);
        const stop = int32At(featureStart, feature + 1);
        for (let at = int32At(featureStart, feature); at < stop; at++) {
          const sum = sums + ((<usize>int32At(featureRow, at)) << 2);
          store<f32>(sum, load<f32>(sum) + weight * float32At(featureWeight, at));
        }
      }
      if (own >= 0) store<f32>(sums + ((<usize>own) << 2), 0);
      let lowest: f32 = 0;
      for (let r = 0; r < padded; r += 4) {
        const at = (<usize>r) << 2;
        const dot = v128.load(sums + at);
        if (!v128.any_true(f32x4.ne(dot, f32x4.splat(0)))) continue;
        v128.store(sums + at, f32x4.splat(0));
        const above = f32x4.sub(dot, f32x4.mul(f32x4.splat(centre), v128.load(rowCentre + at)));
        const lengths = v128.load(rowLength + at);
        const below = isUnion
          ? f32x4.sub(f32x4.add(f32x4.splat(length), lengths), dot)
          : f32x4.mul(f32x4.splat(length), lengths);
        const similarity = f32x4.div(above, f32x4.add(below, f32x4.splat(shrinkage)));
        let better = i32x4.bitmask(
          v128.and(f32x4.gt(similarity, f32x4.splat(lowest)), f32x4.ne(dot, f32x4.splat(0))),
        );
        if (!better) continue;
        store<v128>(met, similarity);
        while (better) {
          const lane = ctz(better);
          better &= better - 1;
          const value = float32At(met, lane);
          // Rows rise, so a tie with the worst kept one loses.
          if (!(value > lowest)) continue;
          size = offer(rows, similarities, size, neighbourCount, r + lane, value);
          if (size == neighbourCount) lowest = float32At(similarities, 0);
        }
      }
    } else {
      let metCount = 0;
      for (let e = start; e < end; e++) {
        const weight = float32At(queryWeight, e);
        const feature = int32At(queryFeature, e);
        const stop = int32At(featureStart, feature + 1);
        for (let at = int32At(featureStart, feature); at < stop; at++) {
          const row = int32At(featureRow, at);
          const sum = sums + ((<usize>row) << 2);
          const before = load<f32>(sum);
          store<f32>(sum, before + weight * float32At(featureWeight, at));
          if (before == 0) {
            store<i32>(met + ((<usize>metCount) << 2), row);
            metCount++;
          }
        }
      }
      if (own >= 0) store<f32>(sums + ((<usize>own) << 2), 0);
      for (let m = 0; m < metCount; m++) {
        const row = int32At(met, m);
        const sum = sums + ((<usize>row) << 2);
        const dot = load<f32>(sum);
        if (dot == 0) continue;
        store<f32>(sum, 0);
        const lengths = float32At(rowLength, row);
        const below: f32 = isUnion ? length + lengths - dot : length * lengths;
        const value: f32 = (dot - centre * float32At(rowCentre, row)) / (below + shrinkage);
        if (!(value > 0)) continue;
        if (size == neighbourCount) {
          const lowest = float32At(similarities, 0);
          if (value < lowest || (value == lowest && row > int32At(rows, 0))) continue;
        }
        size = offer(rows, similarities, size, neighbourCount, row, value);
      }
    }
    store<i32>(outCount + ((<usize>q) << 2), size);
  }
}

/** Whether the query meets so many candidates that scanning all of them is cheaper. */
function isLong(
  start: i32,
  end: i32,
  queryFeature: usize,
  featureStart: usize,
  rowCount: i32,
): bool {
  let work = 0;
  for (let e = start; e < end; e++) {
    const feature = int32At(queryFeature, e);
    work += int32At(featureStart, feature + 1) - int32At(featureStart, feature);
    if (work > rowCount >> 2) return true;
  }
  return false;
}

/** Adds to the heap, or replaces its worst; gives its size. */
function offer(
  rows: usize,
  similarities: usize,
  size: i32,
  capacity: i32,
  row: i32,
  similarity: f32,
): i32 {
  let node = 0;
  if (size < capacity) {
    // Sift up.
    node = size;
    while (node > 0) {
      const parent = (node - 1) >> 1;
      const above = float32At(similarities, parent);
      if (above < similarity || (above == similarity && int32At(rows, parent) > row)) break;
      move(rows, similarities, parent, node);
      node = parent;
    }
    place(rows, similarities, node, row, similarity);
    return size + 1;
  }
  for (;;) {
    let child = 2 * node + 1;
    if (child >= size) break;
    if (child + 1 < size && isWorse(rows, similarities, child + 1, child)) child++;
    const below = float32At(similarities, child);
    if (below > similarity || (below == similarity && int32At(rows, child) < row)) break;
    move(rows, similarities, child, node);
    node = child;
  }
  place(rows, similarities, node, row, similarity);
  return size;
}

function isWorse(rows: usize, similarities: usize, a: i32, b: i32): bool {
  const left = float32At(similarities, a);
  const right = float32At(similarities, b);
  return left < right || (left == right && int32At(rows, a) > int32At(rows, b));
}

function move(rows: usize, similarities: usize, from: i32, to: i32): void {
  place(rows, similarities, to, int32At(rows, from), float32At(similarities, from));
}

function place(rows: usize, similarities: usize, node: i32, row: i32, similarity: f32): void {
  store<i32>(rows + ((<usize>node) << 2), row);
  store<f32>(similarities + ((<usize>node) << 2), similarity);
}
