/** Bernoulli terms of Stirling's series: B_2k / (2k (2k - 1)). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
];

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * The logarithm of the gamma function: logGamma(n + 1) = ln n!.
 *
 * Stirling's series from 10 up; below, recurrence up to there. Within 1e-14 (absolute for results
 * near 0, relative otherwise).
 *
 * @param x - above 0
 * @throws RangeError if x is not above 0
 * @see NIST Digital Library of Mathematical Functions, 5.11.1
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma requires x above 0, got ${x}`);
  if (x === 1 || x === 2) return 0;
  if (x === Infinity) return Infinity;
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted++;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series * square + STIRLING[k];
  const stirling =
    (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series * inverse;
  return stirling - Math.log(product);
}

/** The logarithm of the beta function, B(a, b) = gamma(a) gamma(b) / gamma(a + b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
