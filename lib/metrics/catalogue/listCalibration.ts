import { type SparseMatrix } from "../../matrices";
import { checkListLength, type RankedLists } from "../ranking/perList";

/**
 * How far a list's mix of interests is from that of the user's history (Steck's calibration; not
 * the calibration of probabilities).
 *
 *     C@k = KL(p || (1 - alpha) q + alpha p)
 *
 * with p the mean membership of the history's items and q that of the first k listed ones; items
 * of no known interest count in neither. NaN where either side has no known interest.
 *
 * @param lists - item positions, best first, shape [users][at most k]
 * @param k - list length
 * @param history - users x items: what each user did before
 * @param options - `membership`, items x interests, as a space has it; `alpha` (default 0.01)
 * @returns nats, shape [users]; 0 (the same mix) to -ln(alpha)
 * @throws RangeError if k is not a positive whole number or alpha is outside (0, 1)
 * @see Steck (2018), Calibrated recommendations, equations 2 to 5, doi:10.1145/3240323.3240372
 */
export function listCalibration(
  lists: RankedLists,
  k: number,
  history: SparseMatrix,
  options: { membership: SparseMatrix; alpha?: number },
): Float64Array {
  const { membership, alpha = 0.01 } = options;
  checkListLength("listCalibration", k);
  if (!(alpha > 0 && alpha < 1)) {
    throw new RangeError(`listCalibration requires an alpha in (0, 1), got ${alpha}`);
  }
  return Float64Array.from(lists, (list, user) => {
    const p = interestMix(history.rowColumns(user), membership);
    const q = interestMix(list.subarray(0, k), membership);
    return p.reduce((sum, share, interest) => {
      if (share === 0) return sum;
      return sum + share * Math.log(share / ((1 - alpha) * q[interest] + alpha * share));
    }, q[0] * 0); // NaN if q has no interest
  });
}

/** The mean membership of items, scaled to sum to 1; NaN if none is of a known interest. */
function interestMix(items: Int32Array, membership: SparseMatrix): Float64Array {
  const mix = new Float64Array(membership.columnCount);
  let total = 0;
  for (const item of items) {
    if (item >= membership.rowCount) continue;
    for (let entry = membership.rowStart[item]; entry < membership.rowStart[item + 1]; entry++) {
      mix[membership.columnIndex[entry]] += membership.value[entry];
      total += membership.value[entry];
    }
  }
  return mix.map((sum) => sum / total);
}
