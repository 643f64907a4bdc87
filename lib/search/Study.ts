import { type AshaOptions } from "./nextAshaJob";
import { type MedianPruningOptions } from "./prunesByMedian";
import { type SearchDirection, type SearchSampler } from "./SearchSampler";

/** What trials are judged by: one of their metrics. */
export interface SearchObjective {
  readonly metric: string;
  readonly direction: SearchDirection;
}

/**
 * Which trials are cut short.
 *
 * - `median`: those whose intermediate values are worse than the median of the others;
 * - `asha`: every trial begins with the least budget, and the best 1 / reduction of a rung are run
 *   again with the next rung's (`nextAshaJob`), as soon as they are known to be;
 * - `halving`: the same, with all trials of a rung before the first of the next.
 */
export type TrialPruning =
  | ({ readonly kind: "median" } & MedianPruningOptions)
  | {
      readonly kind: "asha" | "halving";
      /** What a trial has in all at the end of each rung, rising: see `rungBudgets`. */
      readonly budgets: readonly number[];
      readonly reduction?: AshaOptions["reduction"];
    };

/** What is searched, and how. */
export interface StudyPlan {
  readonly name: string;
  readonly sampler: SearchSampler;
  /** Settings tried. */
  readonly trialCount: number;
  /** The first decides which trials are pruned, or go on to the next rung. */
  readonly objectives: readonly SearchObjective[];
  readonly pruning?: TrialPruning;
  /** Of the weights under which several objectives are searched. Default 1. */
  readonly seed?: number;
}
