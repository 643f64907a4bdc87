import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";

/**
 * The harmonic mean of precision and recall (denominator "relevant").
 *
 *     F1@k = 2 P@k R@k / (P@k + R@k) = 2 hits / (k + |relevant|)
 *
 * 0 where nothing was hit. NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @returns shape [users], from 0 to 1
 * @throws RangeError as `perList` does
 * @see van Rijsbergen (1979), Information Retrieval, chapter 7
 */
export function f1(lists: RankedLists, relevant: SparseMatrix, k: number): Float64Array {
  return perList("f1", lists, relevant, k, ({ hitCount, relevantCount }) => {
    return (2 * hitCount) / (k + relevantCount);
  });
}
