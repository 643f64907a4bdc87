import { type Distributions, perRowPair } from "./rows";

/**
 * The mean surprise of what p brings, under the estimate q.
 *
 *     H(p, q) = - sum over interests of p ln q = H(p) + KL(p || q)
 *
 * A term with p = 0 is 0. Infinity where q = 0 and p > 0: smooth q first (`smooth`), and say so.
 * Both arguments are probabilities: the cross-entropy of class numbers means nothing.
 *
 * @param p - the truth, shape [users, interests], rows sum to 1
 * @param q - the estimate, same shape
 * @returns nats, shape [users]; the entropy of p where q = p, up to Infinity
 * @throws RangeError if shapes or interests disagree, or a row is no distribution
 * @see Cover, Thomas (2006), Elements of Information Theory, chapter 2
 */
export function crossEntropyNats(p: Distributions, q: Distributions): Float64Array {
  return perRowPair("crossEntropyNats", p, q, (pValues, qValues, start, end) => {
    let sum = 0;
    for (let i = start; i < end; i++) {
      if (pValues[i] > 0) sum -= pValues[i] * Math.log(qValues[i]);
    }
    return sum;
  });
}
