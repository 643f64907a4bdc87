import { type Interactions } from "../data";

/** How full the users x items matrix is. */
export interface Density {
  readonly userCount: number;
  readonly itemCount: number;
  /** Rows of the log. */
  readonly interactionCount: number;
  /** Distinct user-item pairs. */
  readonly pairCount: number;
  /** pairCount / (userCount x itemCount), in [0, 1]; NaN without users or items. */
  readonly density: number;
}

/**
 * The share of cells of the users x items matrix in which anything happened. Repeated rows of a
 * pair count once; users and items without a row count too.
 */
export function density(interactions: Interactions): Density {
  const userCount = interactions.users.size;
  const itemCount = interactions.items.size;
  const pairCount = interactions.matrix().entryCount;
  return {
    userCount,
    itemCount,
    interactionCount: interactions.count,
    pairCount,
    density: pairCount / (userCount * itemCount),
  };
}
