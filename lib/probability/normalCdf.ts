import { erfc } from "./erf";

/** The probability that a standard normal variable is at most x. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2);
}

const CENTRE_TOP = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
  -3.066479806614716e1, 2.506628277459239,
];
const CENTRE_BOTTOM = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
  -1.328068155288572e1, 1,
];
const TAIL_TOP = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
];
const TAIL_BOTTOM = [
  7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1,
];

/**
 * The inverse of `normalCdf`: the standard normal quantile.
 *
 * Acklam's rational approximation (1e-9), and a step of Halley's method to double precision.
 *
 * @param probability - in [0, 1]; 0 and 1 give -Infinity and Infinity
 * @throws RangeError if the probability is outside [0, 1]
 * @see Acklam (2003), An algorithm for computing the inverse normal cumulative distribution
 *   function
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`normalQuantile requires a probability in [0, 1], got ${probability}`);
  }
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability === 0) return -Infinity;
  const x = approximateQuantile(probability);
  const error = normalCdf(x) - probability;
  const step = error * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - step / (1 + (x * step) / 2);
}

/** For a probability of at most one half. */
function approximateQuantile(probability: number): number {
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return horner(TAIL_TOP, q) / horner(TAIL_BOTTOM, q);
  }
  const q = probability - 0.5;
  const r = q * q;
  return (q * horner(CENTRE_TOP, r)) / horner(CENTRE_BOTTOM, r);
}

/** A polynomial, highest power first. */
function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
