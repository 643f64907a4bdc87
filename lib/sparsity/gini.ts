import { sortedAmounts } from "./sortedAmounts";

/**
 * The Gini coefficient: twice the area between the Lorenz curve and the diagonal.
 *
 *     G = sum_i (2 i - n - 1) x_(i) / (n sum_i x_i)
 *
 * @param amounts - shape [n], each at least 0, in any order
 * @returns 0 when all hold the same (also when all hold nothing), (n - 1) / n when one holds all
 * @throws RangeError if there is no amount, or one is negative or missing
 * @see Gini (1912), Variabilita e mutabilita
 */
export function gini(amounts: ArrayLike<number>): number {
  const sorted = sortedAmounts("gini", amounts);
  const n = sorted.length;
  let weighted = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    weighted += (2 * i + 1 - n) * sorted[i];
    total += sorted[i];
  }
  return total > 0 ? weighted / (n * total) : 0;
}
