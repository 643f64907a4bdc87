import { type Distributions, perRowPair } from "./rows";

/**
 * How much the k most probable interests of two distributions agree.
 *
 *     agreement@k = |top k of p ∩ top k of q| / k
 *
 * With k = 1: whether both have the same favourite. Ties go to the interest with the lower
 * position.
 *
 * @param p - shape [users, interests], rows sum to 1
 * @param q - same shape
 * @param k - from 1 to the number of interests
 * @returns shape [users], from 0 to 1
 * @throws RangeError if k is out of range, shapes or interests disagree, or a row is no distribution
 * @see Webber, Moffat, Zobel (2010), A similarity measure for indefinite rankings, section 2,
 * doi:10.1145/1852102.1852106
 */
export function topAgreement(p: Distributions, q: Distributions, k: number): Float64Array {
  return perRowPair("topAgreement", p, q, (pValues, qValues, start, end) => {
    if (!(Number.isInteger(k) && k >= 1 && k <= end - start)) {
      throw new RangeError(`topAgreement requires k from 1 to ${end - start}, got ${k}`);
    }
    const ours = new Set(largest(pValues.subarray(start, end), k));
    return largest(qValues.subarray(start, end), k).filter((at) => ours.has(at)).length / k;
  });
}

function largest(values: Float32Array | Float64Array, k: number): number[] {
  const positions = Array.from(values, (_, position) => position);
  return positions.sort((a, b) => values[b] - values[a] || a - b).slice(0, k);
}
