import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";

/**
 * The share of candidates on which the list is right: listed and relevant, or neither.
 *
 *     accuracy@k = (candidates - (listed - hits) - (|relevant| - hits)) / candidates
 *
 * Nearly all candidates are rightly left out of any list, so every model is close to 1: read it
 * beside precision and recall. NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @param candidateCount - how many items each user's list was chosen from, shape [users]
 * @returns shape [users], from 0 to 1
 * @throws RangeError if there are fewer candidates than listed and relevant items, or as `perList` does
 * @see Powers (2011), Evaluation: from precision, recall and F-measure to ROC
 */
export function accuracy(
  lists: RankedLists,
  relevant: SparseMatrix,
  k: number,
  candidateCount: ArrayLike<number>,
): Float64Array {
  let user = -1;
  const wrong = perList("accuracy", lists, relevant, k, ({ gains, hitCount, relevantCount }) => {
    return gains.length - hitCount + relevantCount - hitCount;
  });
  return wrong.map((count) => {
    const candidates = candidateCount[++user];
    if (count > candidates) {
      throw new RangeError(
        `accuracy requires at least ${count} candidates, got ${candidates} for user ${user}`,
      );
    }
    return (candidates - count) / candidates;
  });
}
