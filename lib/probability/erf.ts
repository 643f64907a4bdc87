/** Where the series hands over to the continued fraction. */
const SERIES_END = 2;

/**
 * The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.
 *
 * @returns in [-1, 1], within 1e-15
 * @see NIST Digital Library of Mathematical Functions, 7.6.2
 */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  return x < SERIES_END ? erfSeries(x) : 1 - erfc(x);
}

/**
 * The complementary error function, 1 - erf(x), without cancellation for large x.
 *
 * @returns in [0, 2], relative error below 1e-13
 * @see NIST Digital Library of Mathematical Functions, 7.9.1
 */
export function erfc(x: number): number {
  if (x < SERIES_END) return 1 - erf(x);
  if (x > 27.3) return 0;
  // 1 / (x + (1/2) / (x + (2/2) / (x + (3/2) / ...))), from the inside out.
  let fraction = x;
  for (let k = 120; k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** 2 / sqrt(pi) exp(-x^2) sum_n 2^n x^(2n + 1) / (2n + 1)!!; all terms are positive. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
