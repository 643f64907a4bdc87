import { type SparseMatrix } from "../../matrices";
import { type RankedLists } from "../ranking/perList";
import { ItemSimilarity } from "./ItemSimilarity";
import { meanOverPlaces } from "./meanOverPlaces";

/**
 * Unexpected and right: the unexpectedness of listed items, counted where they hit.
 *
 *     serendipity@k = mean over places of relevant(item) (1 - mean over the history of cos(x_item, x_past))
 *
 * NaN for an empty list.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @param options - `history`, users x items: what each user did before; `vectors`, items x
 * anything, such as a space's membership
 * @returns shape [users]; 0 (nothing right, or nothing new) to 1, for vectors of at least 0
 * @throws RangeError if k is not a positive whole number
 * @see Zhang et al. (2012), Auralist: introducing serendipity into music recommendation,
 * doi:10.1145/2124295.2124300; the same as recommenders' user_serendipity
 */
export function serendipity(
  lists: RankedLists,
  relevant: SparseMatrix,
  k: number,
  options: { history: SparseMatrix; vectors: SparseMatrix },
): Float64Array {
  const similarity = new ItemSimilarity(options.vectors);
  return meanOverPlaces("serendipity", lists, k, (item, user) => {
    if (!relevant.rowColumns(user).includes(item)) return 0;
    return 1 - similarity.meanTo(item, options.history.rowColumns(user));
  });
}
