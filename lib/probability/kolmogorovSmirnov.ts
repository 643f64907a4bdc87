/** How far a sample is from a distribution. */
export interface KolmogorovSmirnov {
  /** The largest gap between the two distribution functions, in [0, 1]. */
  readonly distance: number;
  /** The chance of a gap at least as large if the sample came from the distribution. */
  readonly pValue: number;
}

/**
 * The one-sample Kolmogorov-Smirnov test of a continuous distribution.
 *
 *     D = sup |F_n(x) - F(x)|
 *
 * The p-value is Kolmogorov's limit with Stephens' correction for small samples.
 *
 * @param sample - shape [n], in any order
 * @param cdf - the distribution function
 * @throws RangeError if the sample is empty
 * @see Stephens (1970), doi:10.1111/j.2517-6161.1970.tb00821.x
 */
export function kolmogorovSmirnov(
  sample: ArrayLike<number>,
  cdf: (x: number) => number,
): KolmogorovSmirnov {
  const n = sample.length;
  if (n === 0) throw new RangeError("kolmogorovSmirnov requires a sample, got an empty one");
  const sorted = Float64Array.from(sample).sort();
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const expected = cdf(sorted[i]);
    distance = Math.max(distance, (i + 1) / n - expected, expected - i / n);
  }
  const root = Math.sqrt(n);
  return { distance, pValue: kolmogorovSurvival((root + 0.12 + 0.11 / root) * distance) };
}

/** 2 sum_k (-1)^(k - 1) exp(-2 k^2 x^2). */
function kolmogorovSurvival(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}
