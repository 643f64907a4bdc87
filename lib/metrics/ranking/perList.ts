import { type SparseMatrix } from "../../matrices";

/** Item positions, best first, one list a user: shape [users][at most k]. */
export type RankedLists = readonly Int32Array[];

/** One user's list, as a ranking metric sees it. */
export interface ListGains {
  /** The list's length wanted. */
  readonly k: number;
  /** Gain of the item at each place, shape [filled]; 0 for an item that is not relevant. */
  gains: Float64Array;
  /** Places whose item is relevant. */
  hitCount: number;
  /** All relevant items of the user, listed or not. */
  relevantCount: number;
  /** Gains of all relevant items, in the order of their positions, shape [relevantCount]. */
  relevantGains: Float32Array;
}

/**
 * Computes a metric list by list: the one place where lists meet what was relevant.
 *
 * Only the first k places count. A user without a relevant item gets NaN: nothing can be said.
 * A list with fewer than k items keeps its empty places, which hit nothing.
 *
 * @param metricName - for messages
 * @param relevant - users x items; an entry's value is its gain, above 0
 * @param value - the metric of one list; the argument is reused for the next list
 * @returns one value per user, shape [users]
 * @throws RangeError if k is not a positive whole number, there is not one list a user, or a list
 * holds an item twice or an item that is no column of `relevant`
 */
export function perList(
  metricName: string,
  lists: RankedLists,
  relevant: SparseMatrix,
  k: number,
  value: (list: ListGains) => number,
): Float64Array {
  checkListLength(metricName, k);
  if (lists.length !== relevant.rowCount) {
    throw new RangeError(
      `${metricName} requires one list a user (${relevant.rowCount} users), got ${lists.length}`,
    );
  }
  const { rowStart, columnIndex, value: gainOf, columnCount } = relevant;
  const room = new Float64Array(lists.reduce((most, list) => Math.max(most, list.length), 0));
  const lastUserOf = new Int32Array(columnCount).fill(-1);
  const list: ListGains = {
    k,
    gains: room,
    hitCount: 0,
    relevantCount: 0,
    relevantGains: gainOf,
  };
  const values = new Float64Array(lists.length);
  for (let user = 0; user < lists.length; user++) {
    const items = lists[user];
    const start = rowStart[user];
    const end = rowStart[user + 1];
    const filled = Math.min(k, items.length);
    list.hitCount = 0;
    for (let place = 0; place < filled; place++) {
      const item = items[place];
      if (!(item >= 0 && item < columnCount)) {
        throw new RangeError(
          `${metricName} requires item positions below ${columnCount}, got ${item} for user ${user}`,
        );
      }
      if (lastUserOf[item] === user) {
        throw new RangeError(
          `${metricName} requires lists without repeated items, got item ${item} twice for user ${user}`,
        );
      }
      lastUserOf[item] = user;
      const entry = findColumn(columnIndex, start, end, item);
      room[place] = entry < 0 ? 0 : gainOf[entry];
      if (entry >= 0) list.hitCount++;
    }
    list.gains = filled === room.length ? room : room.subarray(0, filled);
    list.relevantCount = end - start;
    list.relevantGains = gainOf.subarray(start, end);
    values[user] = end === start ? NaN : value(list);
  }
  return values;
}

/** @throws RangeError if k is not a positive whole number */
export function checkListLength(metricName: string, k: number): void {
  if (!(Number.isInteger(k) && k > 0)) {
    throw new RangeError(`${metricName} requires k of at least 1, got ${k}`);
  }
}

/** The entry of a column in a CSR row, by bisection; -1 if the row doesn't have it. */
function findColumn(columns: Int32Array, start: number, end: number, wanted: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < end && columns[low] === wanted ? low : -1;
}
