import { gini } from "../../sparsity";
import { checkListLength, type RankedLists } from "../ranking/perList";

/**
 * How many of the lists each item is in.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param itemCount - size of the catalogue
 * @param k - list length
 * @returns shape [items]
 * @throws RangeError if k is not a positive whole number
 */
export function exposure(lists: RankedLists, itemCount: number, k: number): Float64Array {
  checkListLength("exposure", k);
  const counts = new Float64Array(itemCount);
  for (const list of lists) {
    for (let place = 0; place < Math.min(k, list.length); place++) counts[list[place]]++;
  }
  return counts;
}

/**
 * The Gini coefficient of exposure: how unevenly the catalogue is recommended.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param itemCount - size of the catalogue, items never listed among them
 * @param k - list length
 * @returns 0 (every item equally often) to (items - 1) / items (one item takes all)
 * @throws RangeError if k is not a positive whole number or the catalogue is empty
 * @see Fleder, Hosanagar (2009), Blockbuster culture's next rise or fall, doi:10.1287/mnsc.1080.0974
 */
export function exposureGini(lists: RankedLists, itemCount: number, k: number): number {
  return gini(exposure(lists, itemCount, k));
}

/**
 * The entropy of exposure: of the item in a place picked at random.
 *
 *     H = - sum over items of share ln share,   share = exposure / all places
 *
 * NaN if nothing is listed.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param itemCount - size of the catalogue
 * @param k - list length
 * @returns nats; 0 (one item takes all) to ln(items)
 * @throws RangeError if k is not a positive whole number
 * @see Adomavicius, Kwon (2012), Improving aggregate recommendation diversity, doi:10.1109/TKDE.2011.15
 */
export function exposureEntropy(lists: RankedLists, itemCount: number, k: number): number {
  const counts = exposure(lists, itemCount, k);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return NaN;
  return counts.reduce((sum, count) => {
    return count > 0 ? sum - (count / total) * Math.log(count / total) : sum;
  }, 0);
}
