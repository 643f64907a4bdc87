import { type Distributions, probabilityRows, type ProbabilityRows } from "./rows";

/**
 * Mixes each row with the uniform distribution, so that nothing has probability 0.
 *
 *     q' = (1 - epsilon) q + epsilon / interests
 *
 * @param distributions - shape [users, interests], rows sum to 1
 * @param epsilon - the uniform distribution's share, in [0, 1]
 * @returns same shape, rows sum to 1
 * @throws RangeError if epsilon is outside [0, 1] or a row is no distribution
 * @see Jelinek, Mercer (1980), Interpolated estimation of Markov source parameters
 */
export function smooth(distributions: Distributions, epsilon: number): ProbabilityRows {
  if (!(epsilon >= 0 && epsilon <= 1)) {
    throw new RangeError(`smooth requires an epsilon in [0, 1], got ${epsilon}`);
  }
  const { values, rowCount, columnCount } = probabilityRows("smooth", distributions);
  const floor = epsilon / columnCount;
  const mixed = Float64Array.from(values, (value) => (1 - epsilon) * value + floor);
  return { values: mixed, rowCount, columnCount };
}
