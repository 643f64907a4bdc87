import { type Interactions } from "../data";
import { interactionCounts, type LogSide } from "./interactionCounts";

/** How many have at most so many interactions. */
export interface ColdShare {
  /** At most so many interactions. */
  readonly atMost: number;
  readonly count: number;
  /** count / all, in [0, 1]. */
  readonly share: number;
}

/**
 * The share of users (or items) with at most a few interactions, those with none among them.
 *
 * @param limits - whole numbers; 1, 2, 5 and 10 by default
 * @throws RangeError if the log knows no user or item
 */
export function coldShares(
  interactions: Interactions,
  side: LogSide,
  limits: readonly number[] = [1, 2, 5, 10],
): ColdShare[] {
  const counts = interactionCounts(interactions, side);
  if (counts.length === 0) {
    throw new RangeError(`coldShares requires at least one ${side}, got an empty log`);
  }
  return limits.map((atMost) => {
    const count = counts.reduce((sum, rows) => sum + (rows <= atMost ? 1 : 0), 0);
    return { atMost, count, share: count / counts.length };
  });
}
