import { type Interactions } from "../data";

/** How much of item-to-item similarity the log can speak about at all. */
export interface CooccurrenceCoverage {
  /** Pairs of different items that at least one user has both of. */
  readonly pairCount: number;
  /** items (items - 1) / 2. */
  readonly possiblePairCount: number;
  /** pairCount / possiblePairCount, in [0, 1]; NaN with fewer than two items. */
  readonly coverage: number;
  /** With how many other items each item was ever seen, shape [items]. */
  readonly partnerCount: Int32Array;
}

/**
 * The share of pairs of items that were ever seen together, in the history of one user. Of all
 * other pairs a neighbourhood method knows nothing.
 *
 * Takes time in proportion to the sum of squared history lengths, and memory to the items.
 */
export function cooccurrenceCoverage(interactions: Interactions): CooccurrenceCoverage {
  const byUser = interactions.matrix();
  const byItem = byUser.transpose();
  const itemCount = interactions.items.size;
  const partnerCount = new Int32Array(itemCount);
  const lastMetBy = new Int32Array(itemCount).fill(-1);
  let twice = 0;
  for (let item = 0; item < itemCount; item++) {
    lastMetBy[item] = item;
    let partners = 0;
    for (const user of byItem.rowColumns(item)) {
      for (const other of byUser.rowColumns(user)) {
        if (lastMetBy[other] === item) continue;
        lastMetBy[other] = item;
        partners++;
      }
    }
    partnerCount[item] = partners;
    twice += partners;
  }
  const possiblePairCount = (itemCount * (itemCount - 1)) / 2;
  return {
    pairCount: twice / 2,
    possiblePairCount,
    coverage: twice / 2 / possiblePairCount,
    partnerCount,
  };
}
