import { type SurrogateData } from "./fitKernel";
import { type SearchTrial } from "./SearchSampler";
import { type SearchSpace } from "./SearchSpace";
import { categoricalOf, surrogatePointOf } from "./surrogatePoint";

/** Trials as a Gaussian process is fitted to them: costs brought to mean 0 and variance 1. */
export function surrogateData(
  space: SearchSpace,
  history: readonly SearchTrial[],
  costs: Float64Array,
): SurrogateData {
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  const variance = costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / costs.length;
  const deviation = Math.sqrt(variance) || 1;
  return {
    points: history.map(({ settings }) => surrogatePointOf(space, settings)),
    targets: costs.map((cost) => (cost - mean) / deviation),
    isCategorical: categoricalOf(space),
  };
}
