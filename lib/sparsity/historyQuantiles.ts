import { type Interactions } from "../data";
import { interactionCounts, type LogSide } from "./interactionCounts";
import { quantile } from "../probability";

/** How long histories are. */
export interface HistoryQuantiles {
  readonly side: LogSide;
  readonly mean: number;
  /** Rising, in [0, 1]. */
  readonly probabilities: readonly number[];
  /** Rows of a history, one for each probability. */
  readonly quantiles: readonly number[];
}

/**
 * Quantiles of the number of interactions of a user, or of an item.
 *
 * @param probabilities - by default minimum, 5 %, quartiles, 95 %, 99 % and maximum
 * @throws RangeError if the log knows no user or item
 */
export function historyQuantiles(
  interactions: Interactions,
  side: LogSide,
  probabilities: readonly number[] = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1],
): HistoryQuantiles {
  const counts = interactionCounts(interactions, side).sort();
  if (counts.length === 0) {
    throw new RangeError(`historyQuantiles requires at least one ${side}, got an empty log`);
  }
  return {
    side,
    mean: interactions.count / counts.length,
    probabilities,
    quantiles: probabilities.map((probability) => quantile(counts, probability)),
  };
}
