import { type SparseMatrix } from "../../matrices";
import { perList, type RankedLists } from "./perList";

/** How an item's value counts: any as 1, as it is, or as 2^value - 1. */
export type Gain = "binary" | "linear" | "exponential";

/**
 * Discounted cumulative gain of the list, over that of the best list possible.
 *
 *     DCG@k = sum over places i = 1..k of gain(i) / log2(i + 1)
 *     NDCG@k = DCG@k / DCG@k of the relevant items sorted by falling gain
 *
 * Gains are "binary" (1 for any relevant item, the default), "linear" (the value of `relevant`) or
 * "exponential" (2^value - 1). NaN for a user without relevant items.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param relevant - users x items; values above 0
 * @param k - list length
 * @returns shape [users], from 0 (no hit) to 1 (no better list of k exists)
 * @throws RangeError as `perList` does
 * @see Järvelin, Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques,
 * doi:10.1145/582415.582418; "exponential": Burges et al. (2005), Learning to rank using gradient descent
 */
export function ndcg(
  lists: RankedLists,
  relevant: SparseMatrix,
  k: number,
  options: { gain?: Gain } = {},
): Float64Array {
  const gain = gainFunction(options.gain ?? "binary");
  const discounts: number[] = [];
  const discount = (place: number): number => (discounts[place] ??= 1 / Math.log2(place + 2));
  const idealOfOnes = [0]; // DCG of a perfect list of 0, 1, 2, ... items, each of gain 1
  return perList("ndcg", lists, relevant, k, ({ gains, relevantCount, relevantGains }) => {
    let dcg = 0;
    for (let place = 0; place < gains.length; place++) {
      if (gains[place] > 0) dcg += gain(gains[place]) * discount(place);
    }
    if (dcg === 0) return 0;
    const best = Math.min(k, relevantCount);
    if (options.gain === undefined || options.gain === "binary") {
      while (idealOfOnes.length <= best) {
        idealOfOnes.push(idealOfOnes.at(-1)! + discount(idealOfOnes.length - 1));
      }
      return dcg / idealOfOnes[best];
    }
    const sorted = relevantGains.slice().sort();
    let ideal = 0;
    for (let place = 0; place < best; place++) {
      ideal += gain(sorted[relevantCount - 1 - place]) * discount(place);
    }
    return dcg / ideal;
  });
}

/** From an item's value to its gain. */
export function gainFunction(gain: Gain): (value: number) => number {
  if (gain === "binary") return () => 1;
  if (gain === "linear") return (value) => value;
  return (value) => 2 ** value - 1;
}
