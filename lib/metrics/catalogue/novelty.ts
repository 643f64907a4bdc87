import { type RankedLists } from "../ranking/perList";
import { meanOverPlaces } from "./meanOverPlaces";

/**
 * How little known the listed items are: their mean self-information.
 *
 *     novelty@k = mean over places of -log2(count(item) / total)
 *
 * With counts of users and their number: is the item known to a user picked at random? With
 * counts of interactions and their number: is it the item of an interaction picked at random?
 * An item with count 0 is taken as having 1. NaN for an empty list.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param k - list length
 * @param counts - of each item in the fitted log, shape [items]
 * @param total - what counts are shares of
 * @returns bits, shape [users]; 0 (all know it) to log2(total)
 * @throws RangeError if k is not a positive whole number
 * @see Vargas, Castells (2011), Rank and relevance in novelty and diversity metrics,
 * doi:10.1145/2043932.2043955; Zhou et al. (2010), doi:10.1073/pnas.1000488107
 */
export function novelty(
  lists: RankedLists,
  k: number,
  counts: ArrayLike<number>,
  total: number,
): Float64Array {
  return meanOverPlaces("novelty", lists, k, (item) =>
    Math.log2(total / Math.max(1, counts[item])),
  );
}
