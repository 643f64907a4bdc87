import { type Interactions } from "../../data";
import { type SparseMatrix } from "../../matrices";
import { type StoredArrays } from "../modelFolder";

/** Every user's items in time order, as CSR: user u did `items[start[u]] .. items[start[u + 1] - 1]`. */
export interface Histories {
  /** Shape [users + 1]. */
  readonly start: Int32Array;
  /** Shape [rows], item positions. */
  readonly items: Int32Array;
}

/** Nobody's. */
export const NO_HISTORIES: Histories = { start: new Int32Array(1), items: new Int32Array(0) };

/** Where a user's items lie in the histories. */
export interface Sequence {
  readonly user: number;
  readonly from: number;
  readonly end: number;
}

/** What a saved model keeps of the histories. */
export function historyState({ start, items }: Histories): Record<string, Int32Array> {
  return { historyStart: start, historyItems: items };
}

/** The histories that `historyState` kept. */
export function restoreHistories(arrays: StoredArrays): Histories {
  return { start: arrays.historyStart as Int32Array, items: arrays.historyItems as Int32Array };
}

/** Users' items in time order. */
export function historiesOf(interactions: Interactions): Histories {
  const rowsByUser = interactions.rowsByUser();
  const start = new Int32Array(rowsByUser.length + 1);
  const items = new Int32Array(interactions.count);
  rowsByUser.forEach((rows, user) => {
    rows.forEach((row, place) => {
      items[start[user] + place] = interactions.itemIndex[row];
    });
    start[user + 1] = start[user] + rows.length;
  });
  return { start, items };
}

/**
 * The last items before a place of the log, right-aligned; 0 pads, item i is i + 1.
 *
 * @param end - a position in `items`: those before it, back to `from`, are taken
 * @param window - where they go, shape [length]
 */
export function fillWindow(
  window: Int32Array,
  items: Int32Array,
  { from, end }: { from: number; end: number },
): void {
  window.fill(0);
  const count = Math.min(window.length, end - from);
  for (let back = 1; back <= count; back++) window[window.length - back] = items[end - back] + 1;
}

/** Users read together, in windows of one length. */
export interface WindowGroup {
  /** Where its users stand among all. */
  readonly places: Int32Array;
  readonly users: Int32Array;
  /** At most `historyLength`. */
  readonly length: number;
}

/** Users scored at a time. */
const SCORED_AT_ONCE = 256;

/**
 * Users in groups, in order. Where a history may be padded less, the shortest histories come first,
 * and a group's windows have one place more than its longest history, for an item to be told.
 */
export function windowGroups(
  { start }: Histories,
  users: Int32Array,
  { historyLength, anyLength = false }: { historyLength: number; anyLength?: boolean },
): WindowGroup[] {
  const countOf = (place: number): number => start[users[place] + 1] - start[users[place]];
  const order = users.map((_, place) => place);
  if (anyLength) order.sort((a, b) => countOf(a) - countOf(b));
  return Array.from({ length: Math.ceil(order.length / SCORED_AT_ONCE) }, (_, index) => {
    const places = order.subarray(index * SCORED_AT_ONCE, (index + 1) * SCORED_AT_ONCE);
    const longest = anyLength ? countOf(places[places.length - 1]) + 1 : historyLength;
    return {
      places,
      users: places.map((place) => users[place]),
      length: Math.min(longest, historyLength),
    };
  });
}

/**
 * The last items of several users; see `fillWindow`.
 *
 * @param leftOut - each one's very last items that aren't taken
 * @returns shape [users, length]
 */
export function windowsOf(
  { start, items }: Histories,
  userIndices: Int32Array,
  length: number,
  leftOut = 0,
): Int32Array {
  const windows = new Int32Array(userIndices.length * length);
  userIndices.forEach((user, row) => {
    const window = windows.subarray(row * length, (row + 1) * length);
    fillWindow(window, items, { from: start[user], end: start[user + 1] - leftOut });
  });
  return windows;
}

/** A place to learn from: the items before `position` as input, those from it on as target. */
export interface WindowPlace {
  readonly user: number;
  /** A position in the histories' `items`. */
  readonly position: number;
}

/**
 * Every place with at least one item before it and a known interest within the next `horizon`.
 *
 * @param membership - items x interests
 */
export function windowPlaces(
  { start, items }: Histories,
  membership: SparseMatrix,
  horizon: number,
): WindowPlace[] {
  const places: WindowPlace[] = [];
  for (let user = 0; user + 1 < start.length; user++) {
    for (let position = start[user] + 1; position < start[user + 1]; position++) {
      const next = items.subarray(position, Math.min(position + horizon, start[user + 1]));
      if (next.some((item) => membership.rowColumns(item).length > 0)) {
        places.push({ user, position });
      }
    }
  }
  return places;
}

/**
 * Adds the interests of the next items to a target row, which then sums to 1: each item with a
 * known interest counts the same, shared between its interests.
 *
 * @param target - zeros, shape [interests]
 */
export function fillTarget(
  target: Float32Array,
  nextItems: Int32Array,
  membership: SparseMatrix,
): void {
  let sum = 0;
  for (const item of nextItems) {
    const shares = membership.rowValues(item);
    membership.rowColumns(item).forEach((interest, entry) => {
      target[interest] += shares[entry];
      sum += shares[entry];
    });
  }
  if (sum > 0) for (let interest = 0; interest < target.length; interest++) target[interest] /= sum;
}
