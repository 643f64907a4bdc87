import { checkListLength, type RankedLists } from "../ranking/perList";

/**
 * The share of the catalogue that is recommended to anyone.
 *
 *     coverage@k = |items in any list| / |items|
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param itemCount - size of the catalogue
 * @param k - list length
 * @returns from 0 to 1: a figure of all lists together, not of a user
 * @throws RangeError if k is not a positive whole number or the catalogue is empty
 * @see Ge, Delgado-Battenfeld, Jannach (2010), Beyond accuracy, doi:10.1145/1864708.1864761
 */
export function itemCoverage(lists: RankedLists, itemCount: number, k: number): number {
  checkListLength("itemCoverage", k);
  if (!(itemCount > 0)) {
    throw new RangeError(`itemCoverage requires a catalogue with items, got ${itemCount} items`);
  }
  const seen = new Uint8Array(itemCount);
  for (const list of lists) {
    for (let place = 0; place < Math.min(k, list.length); place++) seen[list[place]] = 1;
  }
  return seen.reduce((sum, one) => sum + one, 0) / itemCount;
}
