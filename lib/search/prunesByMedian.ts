import { quantile } from "../probability";
import { type SearchDirection } from "./SearchSampler";

/** Options of `prunesByMedian`. */
export interface MedianPruningOptions {
  /** Default "minimize". */
  readonly direction?: SearchDirection;
  /** Nothing is pruned before so many other trials have reached the step. Default 5. */
  readonly startupTrials?: number;
  /** Nothing is pruned in the first so many steps. Default 0. */
  readonly warmupSteps?: number;
}

/**
 * Whether a running trial should be stopped: its best intermediate value so far is worse than the
 * median of the other trials' values at the same step.
 *
 * @param curve - intermediate values of the running trial, shape [steps so far]; none, or only
 *   NaN: a trial with values that are no numbers is pruned once the others have startupTrials
 * @param others - curves of the other trials; those that ended before the step don't count
 * @see Golovin et al. (2017), Google Vizier, section 3.5 (there, of running averages),
 *   doi:10.1145/3097983.3098043; Optuna's MedianPruner, which this equals
 */
export function prunesByMedian(
  curve: readonly number[],
  others: readonly (readonly number[])[],
  options: MedianPruningOptions = {},
): boolean {
  const { direction = "minimize", startupTrials = 5, warmupSteps = 0 } = options;
  const step = curve.length - 1;
  if (step < warmupSteps) return false;
  const sign = direction === "minimize" ? 1 : -1;
  const reached = others
    .filter((other) => step < other.length && !Number.isNaN(other[step]))
    .map((other) => sign * other[step])
    .sort((a, b) => a - b);
  if (reached.length === 0 || reached.length < startupTrials) return false;
  const best = Math.min(...curve.map((x) => (Number.isNaN(x) ? Infinity : sign * x)));
  return best > quantile(reached, 0.5);
}
