import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";

/**
 * Whether the list holds any relevant item. With one relevant item a user, the same as recall.
 *
 *     HR@k = 1 if |list ∩ relevant| > 0, else 0
 *
 * NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @returns shape [users], 0 or 1
 * @throws RangeError as `perList` does
 * @see Deshpande, Karypis (2004), Item-based top-N recommendation algorithms, doi:10.1145/963770.963776
 */
export function hitRate(lists: RankedLists, relevant: SparseMatrix, k: number): Float64Array {
  return perList("hitRate", lists, relevant, k, ({ hitCount }) => (hitCount > 0 ? 1 : 0));
}
