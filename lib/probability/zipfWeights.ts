/**
 * The weights of a finite Zipf law: the r-th most frequent of `count` things has weight r^-exponent.
 *
 * @param exponent - 0 makes all equal
 * @returns shape [count], falling, sum 1
 * @throws RangeError if count is not a whole number above 0
 */
export function zipfWeights(count: number, exponent: number): Float64Array {
  if (!(Number.isInteger(count) && count > 0)) {
    throw new RangeError(`zipfWeights requires a count above 0, got ${count}`);
  }
  const weights = Float64Array.from({ length: count }, (_, rank) => (rank + 1) ** -exponent);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
