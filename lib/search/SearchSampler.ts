import { type TrialSettings } from "./TrialSettings";

/** Whether low or high values of the objective are wanted. */
export type SearchDirection = "minimize" | "maximize";

/** A trial as a sampler sees it. */
export interface SearchTrial {
  readonly settings: TrialSettings;
  /**
   * The objective; null while the trial runs, and when it failed. Samplers that learn take such a
   * trial, and one that isn't finite, to be as bad as the worst: trials that run at the same time
   * keep apart, and settings that fail are left.
   */
  readonly value: number | null;
}

/**
 * Where to look next.
 *
 * `suggest` is a pure function of the history: a search that is read back from its file goes on
 * as if it had never stopped. The history's length is the trial's number, so trials that failed
 * or still run belong into it.
 */
export interface SearchSampler {
  /** Whether values are looked at, and not only how many trials there were. */
  readonly learns: boolean;
  /** Settings to try; null when all were tried (only a grid ends). */
  readonly suggest: (history: readonly SearchTrial[]) => TrialSettings | null;
}

/** What samplers that draw have in common. */
export interface SamplerOptions {
  /** Default 1. */
  readonly seed?: number;
  /** Default "minimize". */
  readonly direction?: SearchDirection;
}

/**
 * Values as costs, shape [trials]: lower is better, trials without a value as bad as the worst;
 * all 0 if there is none.
 */
export function costsOf(
  history: readonly SearchTrial[],
  direction: SearchDirection = "minimize",
): Float64Array {
  const sign = direction === "minimize" ? 1 : -1;
  const known = history.flatMap(({ value }) => (isValue(value) ? [sign * value] : []));
  const worst = known.reduce((most, cost) => Math.max(most, cost), known[0] ?? 0);
  return Float64Array.from(history, ({ value }) => (isValue(value) ? sign * value : worst));
}

function isValue(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
