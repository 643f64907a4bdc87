import { type Distributions, type Outcomes, perOutcome } from "./rows";

/**
 * The surprise of what happened under the forecast: the proper score that only honest
 * probabilities minimise, and that looks at nothing but the outcome's own probability.
 *
 *     log score = -ln q(outcome)
 *
 * in nats, the mean over a user's outcomes by weight. Infinity where an outcome had probability
 * 0: smooth the forecast first (`smooth`) if it may. NaN for a user without outcomes.
 *
 * @param forecasts - shape [users, interests], rows sum to 1
 * @param outcomes - what happened: a position for each user, or weights users x interests
 * @returns nats, shape [users]; 0 (certain and right) to Infinity; ln(interests) for a uniform guess
 * @throws RangeError if shapes disagree or a row is no distribution
 * @see Gneiting, Raftery (2007), Strictly proper scoring rules, prediction, and estimation,
 * section 4.1, doi:10.1198/016214506000001437
 */
export function logScore(forecasts: Distributions, outcomes: Outcomes): Float64Array {
  return perOutcome("logScore", forecasts, outcomes, (q, outcome) => 0 - Math.log(q[outcome]));
}
