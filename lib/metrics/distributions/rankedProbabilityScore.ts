import { type Distributions, type Outcomes, perOutcome } from "./rows";

/**
 * Ranked probability score: squared distance of cumulative sums, for interests that have an
 * order (ratings, age groups): being off by one costs less than being off by three.
 *
 *     RPS = sum over interests j of (Q(j) - [outcome <= j])^2,   Q the cumulative sum of q
 *
 * the mean over a user's outcomes by weight. Some divide by (interests - 1): see `normalised`.
 * NaN for a user without outcomes.
 *
 * @param forecasts - shape [users, interests], interests in their order, rows sum to 1
 * @param outcomes - what happened: a position for each user, or weights users x interests
 * @param options - `normalised`: divide by interests - 1, so that the worst is 1 (default false)
 * @returns shape [users]; 0 (certain and right) to interests - 1
 * @throws RangeError if shapes disagree or a row is no distribution
 * @see Epstein (1969), A scoring system for probability forecasts of ranked categories,
 * doi:10.1175/1520-0450(1969)008<0985:ASSFPF>2.0.CO;2
 */
export function rankedProbabilityScore(
  forecasts: Distributions,
  outcomes: Outcomes,
  options: { normalised?: boolean } = {},
): Float64Array {
  const name = "rankedProbabilityScore";
  return perOutcome(name, forecasts, outcomes, (q, outcome, start, end) => {
    let cumulative = 0;
    let sum = 0;
    for (let i = start; i < end; i++) {
      cumulative += q[i];
      sum += (cumulative - (i >= outcome ? 1 : 0)) ** 2;
    }
    return options.normalised ? sum / (end - start - 1) : sum;
  });
}
