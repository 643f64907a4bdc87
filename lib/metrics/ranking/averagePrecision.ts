import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";
import { type Denominator } from "./recall";

/**
 * The precision at each hit, added up over the list; its mean over users is called MAP.
 *
 *     AP@k = (sum over hit places i <= k of P@i) / |relevant|            (denominator "relevant")
 *     AP@k = (sum over hit places i <= k of P@i) / min(k, |relevant|)    (denominator "capped")
 *
 * Libraries differ in the denominator. NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @returns shape [users], from 0 to 1
 * @throws RangeError as `perList` does
 * @see Manning, Raghavan, Schütze (2008), Introduction to Information Retrieval, section 8.4
 */
export function averagePrecision(
  lists: RankedLists,
  relevant: SparseMatrix,
  k: number,
  options: { denominator?: Denominator } = {},
): Float64Array {
  const most = options.denominator === "capped" ? k : Infinity;
  return perList("averagePrecision", lists, relevant, k, ({ gains, relevantCount }) => {
    let hits = 0;
    let sum = 0;
    for (let place = 0; place < gains.length; place++) {
      if (gains[place] > 0) sum += ++hits / (place + 1);
    }
    return sum / Math.min(relevantCount, most);
  });
}
