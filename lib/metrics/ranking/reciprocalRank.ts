import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";

/**
 * One over the place of the first hit; its mean over users is called MRR.
 *
 *     RR@k = 1 / (place of the first relevant item), 0 if none is in the list
 *
 * NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @returns shape [users], from 0 to 1
 * @throws RangeError as `perList` does
 * @see Voorhees (1999), The TREC-8 question answering track report
 */
export function reciprocalRank(
  lists: RankedLists,
  relevant: SparseMatrix,
  k: number,
): Float64Array {
  return perList("reciprocalRank", lists, relevant, k, ({ gains }) => {
    const first = gains.findIndex((gain) => gain > 0);
    return first < 0 ? 0 : 1 / (first + 1);
  });
}
