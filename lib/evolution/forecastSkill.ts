import { skillScore } from "../metrics";
import { quantile, RandomGenerator } from "../probability";

/** How much better than a reference, with an interval over users. */
export interface Skill {
  /** 1 - mean(score) / mean(reference): 1 perfect, 0 no better. */
  readonly skill: number;
  readonly low: number;
  readonly high: number;
  /** Users with a value in both. */
  readonly userCount: number;
}

/**
 * The skill of a forecaster against a reference, with a bootstrap interval: users are drawn with
 * replacement, and their scores and reference scores stay together.
 *
 * @param scores - lower is better, 0 perfect; NaN where there is none; shape [users]
 * @param reference - of the same users
 * @throws RangeError if the lengths differ
 * @see Efron (1979), Bootstrap methods: another look at the jackknife, doi:10.1214/aos/1176344552
 */
export function forecastSkill(
  scores: Float64Array,
  reference: Float64Array,
  options: { level?: number; resamples?: number; seed?: number } = {},
): Skill {
  const { level = 0.95, resamples = 1000, seed = 1 } = options;
  const skill = skillScore(scores, reference);
  const users = Array.from(scores.keys()).filter(
    (user) => !Number.isNaN(scores[user]) && !Number.isNaN(reference[user]),
  );
  const random = new RandomGenerator(seed).fork("forecastSkill");
  const drawn = Float64Array.from({ length: users.length === 0 ? 0 : resamples }, () => {
    let [sum, referenceSum] = [0, 0];
    for (let i = 0; i < users.length; i++) {
      const user = users[random.below(users.length)];
      sum += scores[user];
      referenceSum += reference[user];
    }
    return 1 - sum / referenceSum;
  }).sort();
  const at = (share: number): number => (drawn.length > 0 ? quantile(drawn, share) : NaN);
  return { skill, low: at((1 - level) / 2), high: at((1 + level) / 2), userCount: users.length };
}

/** Skill among users of like drift. */
export interface DriftSkill extends Skill {
  /** The group's least and largest drift. */
  readonly driftFrom: number;
  readonly driftTo: number;
}

/**
 * Skill by how much users drift: users in groups of equal size, from the steadiest on.
 *
 * @param drift - of each user, in any unit, such as the divergence of the last window from the first
 */
export function skillByDrift(
  scores: Float64Array,
  reference: Float64Array,
  drift: ArrayLike<number>,
  options: { groupCount?: number; seed?: number } = {},
): DriftSkill[] {
  const { groupCount = 4, seed } = options;
  const order = Array.from(scores.keys()).sort((a, b) => drift[a] - drift[b]);
  return Array.from({ length: groupCount }, (_, group) => {
    const at = (part: number): number => Math.round((part * order.length) / groupCount);
    const users = order.slice(at(group), at(group + 1));
    const pick = (values: Float64Array): Float64Array =>
      Float64Array.from(users, (user) => values[user]);
    return {
      ...forecastSkill(pick(scores), pick(reference), { seed }),
      driftFrom: drift[users[0]],
      driftTo: drift[users[users.length - 1]],
    };
  });
}
