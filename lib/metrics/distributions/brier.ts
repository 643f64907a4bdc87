import { type Distributions, type Outcomes, perOutcome } from "./rows";

/**
 * Brier score: squared distance of the forecast from what happened, over all interests.
 *
 *     B = sum over interests j of (q(j) - [j = outcome])^2
 *
 * the mean over a user's outcomes by weight. This is Brier's own form, from 0 to 2; the
 * two-class form that counts one class only is half of it. NaN for a user without outcomes.
 *
 * @param forecasts - shape [users, interests], rows sum to 1
 * @param outcomes - what happened: a position for each user, or weights users x interests
 * @returns shape [users]; 0 (certain and right) to 2 (certain and wrong)
 * @throws RangeError if shapes disagree or a row is no distribution
 * @see Brier (1950), Verification of forecasts expressed in terms of probability,
 * doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2
 */
export function brier(forecasts: Distributions, outcomes: Outcomes): Float64Array {
  return perOutcome("brier", forecasts, outcomes, (q, outcome, start, end) => {
    let squares = 0;
    for (let i = start; i < end; i++) squares += q[i] * q[i];
    return squares - 2 * q[outcome] + 1;
  });
}
