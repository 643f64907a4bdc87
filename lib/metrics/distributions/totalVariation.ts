import { type Distributions, perRowPair } from "./rows";

/**
 * Total variation distance: the largest difference of the two probabilities of any set of
 * interests, which is half the sum of absolute differences.
 *
 *     TV(p, q) = sum over interests of |p - q| / 2
 *
 * @param p - shape [users, interests], rows sum to 1
 * @param q - same shape
 * @returns shape [users]; 0 where p = q, 1 where they share no interest
 * @throws RangeError if shapes or interests disagree, or a row is no distribution
 * @see Levin, Peres (2017), Markov Chains and Mixing Times, section 4.1
 */
export function totalVariation(p: Distributions, q: Distributions): Float64Array {
  return perRowPair("totalVariation", p, q, (pValues, qValues, start, end) => {
    let sum = 0;
    for (let i = start; i < end; i++) sum += Math.abs(pValues[i] - qValues[i]);
    return sum / 2;
  });
}
