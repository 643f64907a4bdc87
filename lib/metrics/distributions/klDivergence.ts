import { type Distributions, perRowPair } from "./rows";

/**
 * Kullback-Leibler divergence: the extra surprise of expecting q where p is true.
 *
 *     KL(p || q) = sum over interests of p ln(p / q)
 *
 * Not symmetric: the other way is `klDivergence(q, p)`. A term with p = 0 is 0. Infinity where
 * q = 0 and p > 0: nothing is smoothed here; smooth q first (`smooth`), and say so.
 *
 * @param p - the truth, shape [users, interests], rows sum to 1
 * @param q - the estimate, same shape
 * @returns nats, shape [users]; 0 where p = q, up to Infinity
 * @throws RangeError if shapes or interests disagree, or a row is no distribution
 * @see Kullback, Leibler (1951), On information and sufficiency, doi:10.1214/aoms/1177729694
 */
export function klDivergence(p: Distributions, q: Distributions): Float64Array {
  return perRowPair("klDivergence", p, q, (pValues, qValues, start, end) => {
    let sum = 0;
    for (let i = start; i < end; i++) {
      if (pValues[i] > 0) sum += pValues[i] * Math.log(pValues[i] / qValues[i]);
    }
    return sum;
  });
}
