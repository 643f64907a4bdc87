import { type RandomGenerator } from "./RandomGenerator";
import { sampleLogGamma } from "./sampleGamma";
import { softmax } from "./softmax";

/**
 * A draw from the Dirichlet distribution, of mean concentrations / sum.
 *
 * Gamma draws in logarithms, so that small concentrations don't give 0 / 0.
 *
 * @param concentrations - shape [n], each above 0
 * @returns probabilities, shape [n], sum 1
 * @throws RangeError if a concentration is not above 0, or there is none
 */
export function sampleDirichlet(
  random: RandomGenerator,
  concentrations: ArrayLike<number>,
): Float64Array {
  if (concentrations.length === 0) {
    throw new RangeError("sampleDirichlet requires at least one concentration, got none");
  }
  const logs = new Float64Array(concentrations.length);
  for (let i = 0; i < logs.length; i++) logs[i] = sampleLogGamma(random, concentrations[i]);
  return softmax(logs);
}
