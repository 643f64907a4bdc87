import { type Distributions, perRowPair } from "./rows";

/**
 * Hellinger distance: Euclidean distance of square roots of probabilities.
 *
 *     H(p, q) = sqrt( sum over interests of (sqrt p - sqrt q)^2 / 2 )
 *
 * Symmetric; zeros are no trouble.
 *
 * @param p - shape [users, interests], rows sum to 1
 * @param q - same shape
 * @returns shape [users]; 0 where p = q, 1 where they share no interest
 * @throws RangeError if shapes or interests disagree, or a row is no distribution
 * @see Hellinger (1909), Neue Begründung der Theorie quadratischer Formen, doi:10.1515/crll.1909.136.210
 */
export function hellinger(p: Distributions, q: Distributions): Float64Array {
  return perRowPair("hellinger", p, q, (pValues, qValues, start, end) => {
    let sum = 0;
    for (let i = start; i < end; i++) sum += (Math.sqrt(pValues[i]) - Math.sqrt(qValues[i])) ** 2;
    return Math.sqrt(sum / 2);
  });
}
