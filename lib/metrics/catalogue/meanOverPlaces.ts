import { checkListLength, type RankedLists } from "../ranking/perList";

/**
 * The mean of something over each list's first k places.
 *
 * @returns shape [users]; NaN for an empty list
 * @throws RangeError if k is not a positive whole number
 */
export function meanOverPlaces(
  metricName: string,
  lists: RankedLists,
  k: number,
  value: (item: number, user: number) => number,
): Float64Array {
  checkListLength(metricName, k);
  return Float64Array.from(lists, (list, user) => {
    const filled = Math.min(k, list.length);
    let sum = 0;
    for (let place = 0; place < filled; place++) sum += value(list[place], user);
    return sum / filled; // NaN (0 / 0) for an empty list
  });
}
