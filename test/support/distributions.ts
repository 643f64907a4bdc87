import fc from "fast-check";
import { type ProbabilityRows } from "../../lib/metrics/distributions/rows";

/** Distributions written row by row: `rows([0.2, 0.8], [1, 0])`. */
export function rows(...distributions: number[][]): ProbabilityRows {
  return {
    values: Float64Array.from(distributions.flat()),
    rowCount: distributions.length,
    columnCount: distributions[0].length,
  };
}

/** One distribution over `size` interests, zeros among them. */
export function anyDistribution(size: number): fc.Arbitrary<ProbabilityRows> {
  return fc
    .array(fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 1, noNaN: true })), {
      minLength: size,
      maxLength: size,
    })
    .filter((weights) => weights.some((weight) => weight > 0))
    .map((weights) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return rows(weights.map((weight) => weight / sum));
    });
}
