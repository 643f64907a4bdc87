/**
 * How much better a score is than that of a named reference forecast (popularity, climatology).
 *
 *     skill = 1 - mean(score) / mean(reference score)
 *
 * for scores where 0 is perfect and lower is better. Users without a value in either are left
 * out of both. NaN if nothing is left or the reference is perfect.
 *
 * @param scores - one a user, shape [users]
 * @param reference - the reference forecast's, same users, same score
 * @returns 1 (perfect), 0 (no better than the reference), negative (worse)
 * @throws RangeError if the lengths differ
 * @see Murphy (1988), Skill scores based on the mean square error,
 * doi:10.1175/1520-0493(1988)116<2417:SSBOTM>2.0.CO;2
 */
export function skillScore(scores: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (scores.length !== reference.length) {
    throw new RangeError(
      `skillScore requires scores of the same users, got ${scores.length} and ${reference.length}`,
    );
  }
  let sum = 0;
  let referenceSum = 0;
  for (let user = 0; user < scores.length; user++) {
    if (Number.isNaN(scores[user]) || Number.isNaN(reference[user])) continue;
    sum += scores[user];
    referenceSum += reference[user];
  }
  return referenceSum === 0 ? NaN : 1 - sum / referenceSum;
}
