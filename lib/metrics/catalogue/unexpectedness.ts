import { type SparseMatrix } from "../../matrices";
import { type RankedLists } from "../ranking/perList";
import { ItemSimilarity } from "./ItemSimilarity";
import { meanOverPlaces } from "./meanOverPlaces";

/**
 * How far the listed items are from what the user already did.
 *
 *     unexpectedness@k = mean over places of (1 - mean over the history of cos(x_item, x_past))
 *
 * 1 without a history. NaN for an empty list.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param k - list length
 * @param history - users x items: what each user did before
 * @param vectors - items x anything, such as a space's membership
 * @returns shape [users]; 0 (more of the same) to 1, for vectors of at least 0
 * @throws RangeError if k is not a positive whole number
 * @see Zhang et al. (2012), Auralist: introducing serendipity into music recommendation,
 * doi:10.1145/2124295.2124300
 */
export function unexpectedness(
  lists: RankedLists,
  k: number,
  history: SparseMatrix,
  vectors: SparseMatrix,
): Float64Array {
  const similarity = new ItemSimilarity(vectors);
  return meanOverPlaces("unexpectedness", lists, k, (item, user) => {
    return 1 - similarity.meanTo(item, history.rowColumns(user));
  });
}
