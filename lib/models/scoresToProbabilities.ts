import { type ProbabilityRule } from "./Model";

/** How scores of one user become probabilities. */
export interface ScoreRule {
  readonly probabilityRule: ProbabilityRule;
  readonly temperature: number;
}

/**
 * Turns one user's scores into the probability of each item being the next, in place.
 *
 *     softmax:                 p_i = exp(s_i / T) / sum_j exp(s_j / T)
 *     normalised, likelihood:  p_i = s_i / sum_j s_j
 *
 * Excluded items get 0. Where no score is above 0 (or none of the items is left), the items
 * that aren't excluded share equally.
 *
 * @param scores - shape [items]; at least 0 unless the rule is softmax
 * @param excluded - positions of items to leave out
 */
export function scoresToProbabilities(
  scores: Float32Array,
  { probabilityRule, temperature }: ScoreRule,
  excluded: Int32Array = new Int32Array(0),
): void {
  const softmax = probabilityRule === "softmax";
  for (const item of excluded) scores[item] = softmax ? -Infinity : 0;
  if (softmax) {
    let highest = -Infinity;
    for (const score of scores) if (score > highest) highest = score;
    for (let i = 0; i < scores.length; i++) {
      scores[i] = scores[i] === -Infinity ? 0 : Math.exp((scores[i] - highest) / temperature);
    }
  }
  let sum = 0;
  for (const weight of scores) sum += weight;
  if (!(sum > 0)) {
    scores.fill(1);
    if (excluded.length < scores.length) for (const item of excluded) scores[item] = 0;
    sum = excluded.length < scores.length ? scores.length - excluded.length : scores.length;
  }
  for (let i = 0; i < scores.length; i++) scores[i] /= sum;
}
