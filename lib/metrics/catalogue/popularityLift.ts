import { type SparseMatrix } from "../../matrices";
import { type RankedLists } from "../ranking/perList";
import { meanOverPlaces } from "./meanOverPlaces";

/**
 * How much more popular the listed items are than those the user chose before.
 *
 *     lift@k = mean count of listed items / mean count of the history's items - 1
 *
 * NaN for an empty list and for a user without a history.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param k - list length
 * @param history - users x items: what each user did before
 * @param counts - of each item in the fitted log, shape [items]
 * @returns shape [users]; -1 and up, 0 where lists are as popular as histories
 * @throws RangeError if k is not a positive whole number
 * @see Abdollahpouri et al. (2019), The unfairness of popularity bias in recommendation, section 4.2
 */
export function popularityLift(
  lists: RankedLists,
  k: number,
  history: SparseMatrix,
  counts: ArrayLike<number>,
): Float64Array {
  const listed = meanOverPlaces("popularityLift", lists, k, (item) => counts[item]);
  return listed.map((mean, user) => {
    const past = history.rowColumns(user);
    return mean / (past.reduce((sum, item) => sum + counts[item], 0) / past.length) - 1;
  });
}
