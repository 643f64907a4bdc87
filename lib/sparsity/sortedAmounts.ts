/** Amounts in rising order. @throws RangeError if there is none, or one is negative or missing */
export function sortedAmounts(name: string, amounts: ArrayLike<number>): Float64Array {
  if (amounts.length === 0) throw new RangeError(`${name} requires an amount, got none`);
  const sorted = Float64Array.from(amounts);
  const bad = sorted.find((amount) => !(amount >= 0));
  if (bad !== undefined) {
    throw new RangeError(`${name} requires amounts of at least 0, got ${bad}`);
  }
  return sorted.sort();
}
