import { type SparseMatrix } from "../../matrices";
import { type Gain, gainFunction } from "./ndcg";
import { perList, type RankedLists } from "./perList";

/**
 * The expected gain of a reader who goes on to the next place with probability p.
 *
 *     RBP@k = (1 - p) sum over places i = 1..k of gain(i) p^(i - 1)
 *
 * NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items
 * @param k - list length
 * @param options - `persistence` p, above 0 and below 1 (default 0.8); `gain` as in `ndcg`
 * @returns shape [users]; with binary gains from 0 to 1 - p^k
 * @throws RangeError if the persistence is outside (0, 1), or as `perList` does
 * @see Moffat, Zobel (2008), Rank-biased precision for measurement of retrieval effectiveness,
 * doi:10.1145/1416950.1416952
 */
export function rankBiasedPrecision(
  lists: RankedLists,
  relevant: SparseMatrix,
  k: number,
  options: { persistence?: number; gain?: Gain } = {},
): Float64Array {
  const { persistence = 0.8, gain = "binary" } = options;
  if (!(persistence > 0 && persistence < 1)) {
    throw new RangeError(
      `rankBiasedPrecision requires a persistence between 0 and 1, got ${persistence}`,
    );
  }
  const gainOf = gainFunction(gain);
  return perList("rankBiasedPrecision", lists, relevant, k, ({ gains }) => {
    let weight = 1 - persistence;
    let sum = 0;
    for (const value of gains) {
      if (value > 0) sum += gainOf(value) * weight;
      weight *= persistence;
    }
    return sum;
  });
}
