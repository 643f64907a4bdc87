import { type RandomGenerator } from "./RandomGenerator";
import { sampleNormal } from "./sampleNormal";
import { softmax } from "./softmax";

/**
 * A draw from the logistic-normal distribution with independent coordinates.
 *
 *     p = softmax(eta),  eta_i ~ normal(mean_i, standardDeviation^2)
 *
 * @param means - shape [n]
 * @param standardDeviation - at least 0; 0 gives softmax(means)
 * @returns probabilities, shape [n], sum 1
 * @see Atchison and Shen (1980), Logistic-normal distributions, doi:10.1093/biomet/67.2.261
 */
export function sampleLogisticNormal(
  random: RandomGenerator,
  means: ArrayLike<number>,
  standardDeviation: number,
): Float64Array {
  const scores = new Float64Array(means.length);
  for (let i = 0; i < means.length; i++) {
    scores[i] = sampleNormal(random, means[i], standardDeviation);
  }
  return softmax(scores);
}
