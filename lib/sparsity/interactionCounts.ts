import { type Interactions } from "../data";

/** Whose history: the rows of a log by user, or by item. */
export type LogSide = "user" | "item";

/**
 * How many rows of the log each user (or item) has; 0 for one that is known but has no row.
 *
 * @returns shape [users] or [items]
 */
export function interactionCounts(interactions: Interactions, side: LogSide): Int32Array {
  const { users, items, userIndex, itemIndex } = interactions;
  const counts = new Int32Array((side === "user" ? users : items).size);
  for (const position of side === "user" ? userIndex : itemIndex) counts[position]++;
  return counts;
}
