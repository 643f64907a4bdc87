import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";

/**
 * The share of the list that is relevant.
 *
 *     P@k = |list ∩ relevant| / k
 *
 * A list with fewer than k items is still divided by k. NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @returns shape [users], from 0 (no hit) to 1 (all hits)
 * @throws RangeError as `perList` does
 * @see Manning, Raghavan, Schütze (2008), Introduction to Information Retrieval, section 8.4
 */
export function precision(lists: RankedLists, relevant: SparseMatrix, k: number): Float64Array {
  return perList("precision", lists, relevant, k, ({ hitCount }) => hitCount / k);
}
