import { type InteractionMatrix } from "../../data";
import { type RandomGenerator, shuffle } from "../../probability";
import { topItems } from "../topItems";

/** Users scored at a time. */
export const SCORED_AT_ONCE = 256;

/** Length of the lists that a fit is judged by. */
const JUDGED = 100;

/** Dense rows of the users' bags, 1 for an item in it; the rest zeros; shape [rowCount, items]. */
export function fillBags(
  bags: { itemsOf(user: number): ArrayLike<number>; itemCount: number },
  users: ArrayLike<number>,
  rowCount: number,
): Float32Array {
  const values = new Float32Array(rowCount * bags.itemCount);
  for (let row = 0; row < users.length; row++) {
    const items = bags.itemsOf(users[row]);
    for (let i = 0; i < items.length; i++) values[row * bags.itemCount + items[i]] = 1;
  }
  return values;
}

/** A user of whom part is read and part is to be found. */
export interface HalvedBag {
  readonly read: Int32Array;
  readonly hidden: Int32Array;
}

/** Hides a fifth of each user's items, at least one; users with one item are left out. */
export function halveBags(
  bags: InteractionMatrix,
  users: readonly number[],
  random: RandomGenerator,
): HalvedBag[] {
  return users
    .map((user) => shuffle(random.fork(user), Int32Array.from(bags.rowColumns(user))))
    .filter((items) => items.length > 1)
    .map((items) => {
      const count = Math.max(1, Math.floor(items.length / 5));
      return { hidden: items.slice(0, count), read: items.slice(count).sort() };
    });
}

/**
 * Mean NDCG@100 of the hidden items, ranked among all but those read.
 *
 *     ndcg = sum over hidden items in the list of 1 / log2(rank + 1), over the largest possible
 *
 * @param score - scores of bags, shape [users, items]
 */
export function bagQuality(
  halved: readonly HalvedBag[],
  score: (bags: Float32Array, count: number) => Float32Array,
  itemCount: number,
): number {
  let sum = 0;
  for (let first = 0; first < halved.length; first += SCORED_AT_ONCE) {
    const group = halved.slice(first, first + SCORED_AT_ONCE);
    const bags = { itemsOf: (row: number): Int32Array => group[row].read, itemCount };
    const everyRow = group.map((_, row) => row);
    const scores = score(fillBags(bags, everyRow, group.length), group.length);
    group.forEach(({ read, hidden }, row) => {
      const own = scores.subarray(row * itemCount, (row + 1) * itemCount);
      const wanted = new Set(hidden);
      let gain = 0;
      topItems(own, JUDGED, read).forEach((item, rank) => {
        if (wanted.has(item)) gain += 1 / Math.log2(rank + 2);
      });
      let most = 0;
      for (let rank = 0; rank < Math.min(hidden.length, JUDGED); rank++) {
        most += 1 / Math.log2(rank + 2);
      }
      sum += gain / most;
    });
  }
  return sum / halved.length;
}
