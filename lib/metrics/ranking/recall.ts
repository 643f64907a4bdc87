import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";

/** What hits are divided by: all relevant items, or as many as a list of k can hold. */
export type Denominator = "relevant" | "capped";

/**
 * The share of the relevant items that is in the list.
 *
 *     R@k = |list ∩ relevant| / |relevant|              (denominator "relevant")
 *     R@k = |list ∩ relevant| / min(k, |relevant|)      (denominator "capped")
 *
 * The two differ for users with more than k relevant items, and papers don't always say which
 * they print. NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @returns shape [users], from 0 to 1
 * @throws RangeError as `perList` does
 * @see Manning, Raghavan, Schütze (2008), Introduction to Information Retrieval, section 8.3;
 * "capped": Liang et al. (2018), Variational Autoencoders for Collaborative Filtering, section 4.1
 */
export function recall(
  lists: RankedLists,
  relevant: SparseMatrix,
  k: number,
  options: { denominator?: Denominator } = {},
): Float64Array {
  const most = options.denominator === "capped" ? k : Infinity;
  return perList("recall", lists, relevant, k, ({ hitCount, relevantCount }) => {
    return hitCount / Math.min(relevantCount, most);
  });
}
