import { type FitOptions } from "../models";
import { type NormalBelief, observeCounts } from "./gaussianUpdate";
import { type InterestWindows } from "./InterestWindows";

/** Added to the population's variances, so that no log-ratio is fixed. */
const LEAST_VARIANCE = 0.02;

/**
 * Mean and covariance of users' log-ratios, by expectation and maximisation, from what users did in
 * all windows together.
 *
 * @param start - log-shares to begin from, shape [interests]
 */
export function learnPopulation(
  windows: InterestWindows,
  start: Float64Array,
  iterations: number,
  options: FitOptions,
): NormalBelief {
  const n = start.length;
  const totals = windows.users.map((_, user) => {
    const sums = new Float64Array(n);
    for (let window = 0; window < windows.windowCount; window++) {
      windows.row(user, window).forEach((count, k) => (sums[k] += count));
    }
    return sums;
  });
  let mean = start;
  let covariance = new Float64Array(n * n);
  for (let k = 0; k < n; k++) covariance[k * n + k] = 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    options.signal?.throwIfAborted();
    const beliefs = totals.map((counts) => observeCounts({ mean, covariance }, counts));
    const nextMean = new Float64Array(n);
    const next = new Float64Array(n * n);
    for (const belief of beliefs) {
      for (let k = 0; k < n; k++) nextMean[k] += belief.mean[k] / beliefs.length;
    }
    for (const belief of beliefs) {
      for (let i = 0; i < n; i++) {
        const off = belief.mean[i] - nextMean[i];
        for (let j = 0; j < n; j++) {
          const both = belief.covariance[i * n + j] + off * (belief.mean[j] - nextMean[j]);
          next[i * n + j] += both / beliefs.length;
        }
      }
    }
    for (let k = 0; k < n; k++) next[k * n + k] += LEAST_VARIANCE;
    mean = nextMean;
    covariance = next;
    options.onProgress?.({ unit: "iteration", done: iteration + 1, total: iterations });
  }
  return { mean, covariance };
}
