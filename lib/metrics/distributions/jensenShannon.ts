import { type Distributions, perRowPair } from "./rows";

/**
 * Jensen-Shannon divergence: how far two distributions are from their middle; symmetric, finite
 * with zeros too.
 *
 *     JS(p, q) = KL(p || m) / 2 + KL(q || m) / 2,   m = (p + q) / 2
 *
 * Its square root is a distance (SciPy's `jensenshannon` returns that).
 *
 * @param p - shape [users, interests], rows sum to 1
 * @param q - same shape
 * @returns nats, shape [users]; 0 where p = q, ln 2 where they share no interest
 * @throws RangeError if shapes or interests disagree, or a row is no distribution
 * @see Lin (1991), Divergence measures based on the Shannon entropy, doi:10.1109/18.61115
 */
export function jensenShannon(p: Distributions, q: Distributions): Float64Array {
  return perRowPair("jensenShannon", p, q, (pValues, qValues, start, end) => {
    let sum = 0;
    for (let i = start; i < end; i++) {
      const middle = (pValues[i] + qValues[i]) / 2;
      if (pValues[i] > 0) sum += pValues[i] * Math.log(pValues[i] / middle);
      if (qValues[i] > 0) sum += qValues[i] * Math.log(qValues[i] / middle);
    }
    return sum / 2;
  });
}
