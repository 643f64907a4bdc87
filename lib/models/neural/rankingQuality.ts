import { type Histories, type WindowGroup, windowsOf } from "./historyWindows";

/**
 * Mean NDCG@10 of each user's last item, ranked among all items by what came before it; a tie
 * counts against it.
 *
 *     ndcg = 1 / log2(rank + 1) within the first ten, else 0
 *
 * @param groups - of the users who are ranked
 * @param score - scores of a group's windows, shape [windows, items]; see `windowsOf`
 */
export function rankingQuality(
  histories: Histories,
  groups: readonly WindowGroup[],
  score: (windows: Int32Array, users: Int32Array) => Float32Array,
): number {
  const { start, items } = histories;
  let sum = 0;
  let count = 0;
  for (const { users, length } of groups) {
    const windows = windowsOf(histories, users, length, 1);
    const scores = score(windows, users);
    const itemCount = scores.length / users.length;
    users.forEach((user, row) => {
      const own = scores.subarray(row * itemCount, (row + 1) * itemCount);
      const right = own[items[start[user + 1] - 1]];
      let rank = 0;
      for (const value of own) if (value >= right) rank++;
      if (rank <= 10) sum += 1 / Math.log2(rank + 1);
    });
    count += users.length;
  }
  return sum / count;
}
