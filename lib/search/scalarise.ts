import { RandomGenerator, sampleExponential } from "../probability";
import { type SearchDirection } from "./SearchSampler";

/**
 * Several objectives as one cost a trial, so that a sampler for one objective searches the Pareto
 * front: each trial looks for the best under weights of its own.
 *
 *     cost = max_i w_i c_i + 0.05 sum_i w_i c_i,   c_i = (cost_i - least) / (most - least)
 *
 * Weights are uniform over the simplex.
 *
 * @param points - shape [trials][objectives]; null for a trial without values
 * @param directions - shape [objectives]
 * @param random - gives the weights
 * @returns shape [trials], lower is better; null where a value is missing or no number
 * @see Knowles (2006), ParEGO, equation 2, doi:10.1109/TEVC.2005.851274
 */
export function scalarise(
  points: readonly (readonly number[] | null)[],
  directions: readonly SearchDirection[],
  random: RandomGenerator,
): (number | null)[] {
  const draws = directions.map(() => sampleExponential(random, 1));
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  const costs = points.map((point) => {
    const complete = point?.length === directions.length && point.every(Number.isFinite);
    if (!complete) return null;
    return point.map((value, i) => (directions[i] === "minimize" ? value : -value));
  });
  const known = costs.filter((point) => point !== null);
  const least = directions.map((_, i) => Math.min(...known.map((point) => point[i])));
  const spread = directions.map((_, i) => Math.max(...known.map((point) => point[i])) - least[i]);
  return costs.map((point) => {
    if (point === null) return null;
    const parts = point.map(
      (cost, i) => (draws[i] / total) * ((cost - least[i]) / (spread[i] || 1)),
    );
    return Math.max(...parts) + 0.05 * parts.reduce((sum, part) => sum + part, 0);
  });
}
