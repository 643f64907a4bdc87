import { type Interactions } from "../../data";
import { permutation, type RandomGenerator } from "../../probability";

/** Users scored at a time. */
const SCORED_AT_ONCE = 64;

/** A log without the last item of some users, and those items. */
export interface HeldOutLast {
  readonly training: Interactions;
  readonly users: Int32Array;
  /** The item of each, by position. */
  readonly items: Int32Array;
}

/** Holds out the last interaction of a share of the users who have at least three. */
export function holdOutLast(
  interactions: Interactions,
  share: number,
  random: RandomGenerator,
): HeldOutLast {
  const rowsByUser = interactions.rowsByUser();
  const long = rowsByUser.flatMap((rows, user) => (rows.length >= 3 ? [user] : []));
  const order = permutation(random, long.length).subarray(0, Math.floor(long.length * share));
  const users = Int32Array.from(order, (place) => long[place]).sort();
  const lastRows = Int32Array.from(users, (user) => rowsByUser[user].at(-1)!);
  const hidden = new Set(lastRows);
  return {
    training: users.length > 0 ? interactions.filter((row) => !hidden.has(row)) : interactions,
    users,
    items: lastRows.map((row) => interactions.itemIndex[row]),
  };
}

/**
 * Mean NDCG@10 of the held-out items, ranked among all that the user didn't choose in training; a
 * tie counts against them.
 *
 *     ndcg = 1 / log2(rank + 1) within the first ten, else 0
 *
 * @param score - scores of users, shape [users, items]
 */
export function heldOutQuality(
  { users, items, training }: HeldOutLast,
  score: (users: Int32Array) => Float32Array,
): number {
  const chosen = training.matrix();
  const itemCount = chosen.columnCount;
  let sum = 0;
  for (let first = 0; first < users.length; first += SCORED_AT_ONCE) {
    const group = users.subarray(first, first + SCORED_AT_ONCE);
    const scores = score(group);
    group.forEach((user, row) => {
      const own = scores.subarray(row * itemCount, (row + 1) * itemCount);
      const right = items[first + row];
      const wanted = own[right];
      for (const item of chosen.rowColumns(user)) if (item !== right) own[item] = -Infinity;
      const rank = own.reduce((count, value) => count + (value >= wanted ? 1 : 0), 0);
      if (rank <= 10) sum += 1 / Math.log2(rank + 1);
    });
  }
  return sum / users.length;
}
