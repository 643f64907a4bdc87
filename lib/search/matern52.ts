/**
 * The Matern covariance of smoothness 5/2 at scale 1, of a squared distance.
 *
 *     k = (1 + sqrt(5) r + 5/3 r^2) exp(-sqrt(5) r)
 *
 * @param squared - r^2, at least 0
 * @returns 1 at distance 0, falling to 0
 * @see Rasmussen and Williams (2006), Gaussian processes for machine learning, equation 4.17
 */
export function matern52(squared: number): number {
  const root = Math.sqrt(5 * squared);
  return (1 + root + (5 / 3) * squared) * Math.exp(-root);
}

/** The derivative of `matern52` by the squared distance: finite everywhere, -5/6 at 0. */
export function matern52Slope(squared: number): number {
  const root = Math.sqrt(5 * squared);
  return (-5 / 6) * (1 + root) * Math.exp(-root);
}
