import { type SparseMatrix } from "../../matrices";
import { checkListLength, type RankedLists } from "../ranking/perList";
import { ItemSimilarity } from "./ItemSimilarity";

/**
 * How different the items of a list are from each other.
 *
 *     ILD@k = mean over pairs of listed items i < j of (1 - cos(x_i, x_j))
 *
 * An item without a vector differs from all others by 1. NaN for a list of fewer than two items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param k - list length
 * @param vectors - items x anything, such as a space's membership
 * @returns shape [users]; 0 (all alike) to 1 (nothing in common), for vectors of at least 0
 * @throws RangeError if k is not a positive whole number
 * @see Ziegler et al. (2005), Improving recommendation lists through topic diversification,
 * doi:10.1145/1060745.1060754
 */
export function intraListDiversity(
  lists: RankedLists,
  k: number,
  vectors: SparseMatrix,
): Float64Array {
  checkListLength("intraListDiversity", k);
  const similarity = new ItemSimilarity(vectors);
  return Float64Array.from(lists, (list) => {
    const filled = Math.min(k, list.length);
    let sum = 0;
    for (let i = 0; i < filled; i++) {
      for (let j = i + 1; j < filled; j++) sum += 1 - similarity.between(list[i], list[j]);
    }
    return filled < 2 ? NaN : sum / ((filled * (filled - 1)) / 2);
  });
}
