/** B_2k / (2k)!: the coefficients of the Euler-Maclaurin sum. */
const EULER_MACLAURIN = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
];

/** From here on the Euler-Maclaurin sum alone gives 14 digits. */
const DIRECT_END = 12;

/**
 * The Hurwitz zeta function: what a discrete power law is divided by.
 *
 *     zeta(s, q) = sum over n >= 0 of (q + n)^-s
 *
 * The first terms directly, the rest by Euler and Maclaurin's formula.
 *
 * @param s - above 1
 * @param q - above 0
 * @throws RangeError if s is not above 1 or q not above 0
 * @see NIST Digital Library of Mathematical Functions, 25.11.28
 */
export function hurwitzZeta(s: number, q: number): number {
  if (!(s > 1 && q > 0)) {
    throw new RangeError(`hurwitzZeta requires s above 1 and q above 0, got s ${s}, q ${q}`);
  }
  let sum = 0;
  let from = q;
  while (from < DIRECT_END) {
    sum += from ** -s;
    from++;
  }
  const power = from ** -s;
  sum += (power * from) / (s - 1) + power / 2;
  let term = (power * s) / from; // s (s + 1) ... (s + 2k - 2) from^-(s + 2k - 1)
  for (let k = 0; k < EULER_MACLAURIN.length; k++) {
    sum += EULER_MACLAURIN[k] * term;
    term *= ((s + 2 * k + 1) * (s + 2 * k + 2)) / (from * from);
  }
  return sum;
}
