/**
 * A quantile of a sample, interpolated linearly between order statistics (Hyndman and Fan's
 * type 7, the default of R and NumPy).
 *
 *     h = (n - 1) p,  q = x_(floor h) + (h - floor h) (x_(floor h + 1) - x_(floor h))
 *
 * @param sorted - rising, shape [n], n at least 1
 * @param probability - in [0, 1]; 0 gives the least value, 1 the largest
 * @throws RangeError if the sample is empty or the probability is outside [0, 1]
 * @see Hyndman and Fan (1996), Sample quantiles in statistical packages, doi:10.2307/2684934
 */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0) throw new RangeError("quantile requires a sample, got an empty one");
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`quantile requires a probability in [0, 1], got ${probability}`);
  }
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  // Equal neighbours may be infinite, where their difference would be NaN.
  if (sorted[below] === sorted[above]) return sorted[below];
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
