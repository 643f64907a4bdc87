/**
 * Holm's correction of several p values: the smallest is multiplied by their number, the next by
 * one less, and so on, never falling. Calling each corrected value at or below a level significant
 * makes a false claim with a chance of that level at most, over all the tests together.
 *
 * NaN values stay NaN and don't count.
 *
 * @param pValues - each in [0, 1]
 * @returns corrected p values, in the same order, at most 1
 * @see Holm (1979), A simple sequentially rejective multiple test procedure
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()]
    .filter((at) => !Number.isNaN(pValues[at]))
    .sort((a, b) => pValues[a] - pValues[b]);
  const corrected = pValues.map(() => NaN);
  let highest = 0;
  order.forEach((at, rank) => {
    highest = Math.max(highest, Math.min(1, pValues[at] * (order.length - rank)));
    corrected[at] = highest;
  });
  return corrected;
}
