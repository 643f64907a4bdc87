/** B_2k / (2k): the asymptotic series of the digamma function. */
const DIGAMMA_SERIES = [
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32760,
  1 / 12,
  -3617 / 8160,
];

/** B_2k: the asymptotic series of the trigamma function. */
const TRIGAMMA_SERIES = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/**
 * The digamma function: the derivative of `logGamma`.
 *
 * The asymptotic series from 10 up; below, recurrence up to there.
 *
 * @param x - above 0
 * @throws RangeError if x is not above 0
 * @see NIST Digital Library of Mathematical Functions, 5.11.2
 */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`digamma requires x above 0, got ${x}`);
  let shifted = x;
  let sum = 0;
  while (shifted < 10) {
    sum -= 1 / shifted;
    shifted++;
  }
  const square = 1 / (shifted * shifted);
  return sum + Math.log(shifted) - 0.5 / shifted - square * series(DIGAMMA_SERIES, square);
}

/**
 * The trigamma function: the second derivative of `logGamma`.
 *
 * @param x - above 0
 * @throws RangeError if x is not above 0
 * @see NIST Digital Library of Mathematical Functions, 5.15.8
 */
export function trigamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`trigamma requires x above 0, got ${x}`);
  let shifted = x;
  let sum = 0;
  while (shifted < 10) {
    sum += 1 / (shifted * shifted);
    shifted++;
  }
  const square = 1 / (shifted * shifted);
  return sum + 1 / shifted + 0.5 * square + (square / shifted) * series(TRIGAMMA_SERIES, square);
}

/** c_0 + c_1 x + c_2 x^2 + ... */
function series(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k];
  return sum;
}
