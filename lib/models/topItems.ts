/**
 * The k items of highest score, best first; ties go to the lower position.
 *
 * A heap of k keeps the worst kept item at its root: one comparison for most items, none of them
 * looked up among the excluded.
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
  const skip = new Uint8Array(scores.length);
  if (excluded) for (const item of excluded) skip[item] = 1;
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
  let item = 0;
  for (; item < scores.length && size < k; item++) {
    checkNumber(scores[item], item);
    if (!skip[item]) heap[size++] = item;
  }
  for (let node = (size >> 1) - 1; node >= 0; node--) sink(node);
  // Later positions lose ties, so that only a higher score enters; NaN is never higher.
  let lowest = scores[heap[0]];
  for (; item < scores.length; item++) {
    if (scores[item] > lowest) {
      if (skip[item]) continue;
      heap[0] = item;
      sink(0);
      lowest = scores[heap[0]];
    } else checkNumber(scores[item], item);
  }
  const best = heap.slice(0, size);
  return best.sort((a, b) => (scores[a] === scores[b] ? a - b : scores[b] - scores[a]));
}

function checkNumber(score: number, item: number): void {
  if (Number.isNaN(score)) {
    throw new RangeError(`topItems requires scores that are numbers, got NaN at item ${item}`);
  }
}
