import { checkListLength, type RankedLists } from "../ranking/perList";

/**
 * The share of users who get a full list.
 *
 *     user coverage@k = |users with k listed items| / |users|
 *
 * NaN without users.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param k - list length
 * @returns from 0 to 1: a figure of all lists together, not of a user
 * @throws RangeError if k is not a positive whole number
 * @see Ge, Delgado-Battenfeld, Jannach (2010), Beyond accuracy, doi:10.1145/1864708.1864761
 */
export function userCoverage(lists: RankedLists, k: number): number {
  checkListLength("userCoverage", k);
  return lists.filter((list) => list.length >= k).length / lists.length;
}
