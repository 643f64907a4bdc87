import { type RankedLists } from "../ranking/perList";
import { meanOverPlaces } from "./meanOverPlaces";

/**
 * The share of the list that comes from the long tail: items outside the head, which is the
 * fewest items that together hold `headShare` of all interactions (ties by lower position).
 *
 * NaN for an empty list.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param k - list length
 * @param counts - of each item in the fitted log, shape [items]
 * @param options - `headShare`, from 0 to 1 (default 0.8)
 * @returns shape [users], from 0 (head only) to 1
 * @throws RangeError if k is not a positive whole number or the share is outside [0, 1]
 * @see Abdollahpouri, Burke, Mobasher (2017), Controlling popularity bias in learning-to-rank
 * recommendation, section 4, doi:10.1145/3109859.3109912
 */
export function tailShare(
  lists: RankedLists,
  k: number,
  counts: ArrayLike<number>,
  options: { headShare?: number } = {},
): Float64Array {
  const { headShare = 0.8 } = options;
  if (!(headShare >= 0 && headShare <= 1)) {
    throw new RangeError(`tailShare requires a head share in [0, 1], got ${headShare}`);
  }
  const falling = Array.from(counts, (_, item) => item).sort((a, b) => counts[b] - counts[a]);
  const total = falling.reduce((sum, item) => sum + counts[item], 0);
  const inHead = new Uint8Array(counts.length);
  let held = 0;
  for (const item of falling) {
    if (held >= headShare * total) break;
    inHead[item] = 1;
    held += counts[item];
  }
  return meanOverPlaces("tailShare", lists, k, (item) => 1 - inHead[item]);
}
