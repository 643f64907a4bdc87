import { fillWindow, type Histories } from "./historyWindows";

/** Users scored at a time. */
const SCORED_AT_ONCE = 256;

/**
 * Mean NDCG@10 of each user's last item, ranked among all items by what came before it; a tie
 * counts against it.
 *
 *     ndcg = 1 / log2(rank + 1) within the first ten, else 0
 *
 * @param score - scores of windows, shape [windows, items]; see `fillWindow`
 */
export function rankingQuality(
  { start, items }: Histories,
  users: readonly number[],
  score: (windows: Int32Array, users: readonly number[]) => Float32Array,
  historyLength: number,
): number {
  let sum = 0;
  for (let first = 0; first < users.length; first += SCORED_AT_ONCE) {
    const group = users.slice(first, first + SCORED_AT_ONCE);
    const windows = new Int32Array(group.length * historyLength);
    group.forEach((user, row) => {
      const window = windows.subarray(row * historyLength, (row + 1) * historyLength);
      fillWindow(window, items, { from: start[user], end: start[user + 1] - 1 });
    });
    const scores = score(windows, group);
    const itemCount = scores.length / group.length;
    group.forEach((user, row) => {
      const own = scores.subarray(row * itemCount, (row + 1) * itemCount);
      const right = items[start[user + 1] - 1];
      let rank = 0;
      for (const value of own) if (value >= own[right]) rank++;
      if (rank <= 10) sum += 1 / Math.log2(rank + 1);
    });
  }
  return sum / users.length;
}
