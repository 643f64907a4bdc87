import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";

/**
 * Precision at the place where it could first be perfect: as many places as relevant items.
 *
 *     R-precision = |first |relevant| places ∩ relevant| / |relevant|
 *
 * Lists shorter than a user's |relevant| count their missing places as misses: give lists as long
 * as the largest number of relevant items. NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][any length]
 * @param relevant - users x items
 * @returns shape [users], from 0 to 1
 * @throws RangeError as `perList` does
 * @see Manning, Raghavan, Schütze (2008), Introduction to Information Retrieval, section 8.4
 */
export function rPrecision(lists: RankedLists, relevant: SparseMatrix): Float64Array {
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 1);
  return perList("rPrecision", lists, relevant, longest, ({ gains, relevantCount }) => {
    let hits = 0;
    for (let place = 0; place < Math.min(relevantCount, gains.length); place++) {
      if (gains[place] > 0) hits++;
    }
    return hits / relevantCount;
  });
}
