/**
 * The k items of highest score, best first; ties go to the lower position.
 *
 * A heap of k keeps the worst kept item at its root: one comparison for most items.
 *
 * @param scores - shape [items]
 * @param excluded - positions to leave out
 * @returns item positions, shape [min(k, items left)]
 * @throws RangeError if k is not a positive whole number, or a score is NaN
 */
export function topItems(scores: Float32Array, k: number, excluded?: Int32Array): Int32Array {
  if (!(Number.isInteger(k) && k > 0)) {
    throw new RangeError(`topItems requires k of at least 1, got ${k}`);
  }
  const skip = excluded && excluded.length > 0 ? new Set(excluded) : undefined;
  const heap = new Int32Array(k);
  let size = 0;
  const worse = (a: number, b: number): boolean =>
    scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  const sink = (start: number): void => {
    let parent = start;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= size) return;
      if (child + 1 < size && worse(heap[child + 1], heap[child])) child++;
      if (!worse(heap[child], heap[parent])) return;
      [heap[parent], heap[child]] = [heap[child], heap[parent]];
      parent = child;
    }
  };
  for (let item = 0; item < scores.length; item++) {
    if (Number.isNaN(scores[item])) {
      throw new RangeError(`topItems requires scores that are numbers, got NaN at item ${item}`);
    }
    if (size === k && !worse(heap[0], item)) continue;
    if (skip?.has(item)) continue;
    if (size < k) {
      heap[size++] = item;
      if (size === k) for (let node = (k >> 1) - 1; node >= 0; node--) sink(node);
      continue;
    }
    heap[0] = item;
    sink(0);
  }
  const best = heap.slice(0, size);
  return best.sort((a, b) => (scores[a] === scores[b] ? a - b : scores[b] - scores[a]));
}
