import { logMarginal } from "./fitPrecision";
import { type InterestWindows } from "./InterestWindows";

/** What change points are sought with. */
export interface ChangePointSettings {
  /** Concentrations of a run's prior, shape [interests], each above 0. */
  readonly prior: Float64Array;
  /** The chance that a run ends at the next window, in (0, 1). */
  readonly hazard: number;
  /** What a count is worth a window later within a run, in (0, 1]; 1: interests stand still. */
  readonly decay?: number;
}

/** Runs that may be going on, the youngest first. */
export interface RunLengths {
  /** Chance that the present run is so many windows old, from 0 on; shape [windows so far + 1]. */
  readonly chance: Float64Array;
  /** Posterior concentrations of each run, shape [runs][interests]. */
  readonly concentrations: readonly Float64Array[];
}

/** Runs of less than this chance are forgotten. */
const NEGLIGIBLE = 1e-6;

/**
 * Bayesian online change-point detection for counts: within a run interests stand still (or fade by
 * the decay), at a change they are drawn anew from the prior.
 *
 *     P(r(t) = r + 1) in proportion to P(r(t - 1) = r) p(n(t) | run) (1 - hazard)
 *     P(r(t) = 0)     in proportion to sum over r of P(r(t - 1) = r) p(n(t) | prior) hazard
 *
 * p is the Dirichlet-multinomial. Here the run of age 0 began with the window itself, so that its
 * counts belong to the new run; in the source they end the old one.
 *
 * @param visit - told the runs after each window
 * @see Adams and MacKay (2007), Bayesian online changepoint detection, arXiv:0710.3742
 */
export function followRuns(
  rows: readonly ArrayLike<number>[],
  { prior, hazard, decay = 1 }: ChangePointSettings,
  visit: (window: number, runs: RunLengths) => void,
): void {
  let logChance: number[] = [];
  let counts: (Float64Array | null)[] = [];
  rows.forEach((row, window) => {
    const marginal = (known: Float64Array | null): number =>
      logMarginal(known ? prior.map((a, k) => a + known[k]) : prior, row);
    const anew = marginal(null);
    const grown = logChance.map((log, age) =>
      counts[age] === null ? -Infinity : log + marginal(counts[age]) + Math.log1p(-hazard),
    );
    const logs = [window === 0 ? 0 : Math.log(hazard) + anew, ...grown];
    const highest = Math.max(...logs);
    const sum = logs.reduce((total, log) => total + Math.exp(log - highest), 0);
    logChance = logs.map((log) => log - highest - Math.log(sum));
    const fresh = Float64Array.from(row);
    counts = [null, ...counts].map((known, age) => {
      if (logChance[age] < Math.log(NEGLIGIBLE)) return null;
      return known ? known.map((count, k) => decay * count + row[k]) : age === 0 ? fresh : null;
    });
    visit(window, {
      chance: Float64Array.from(logChance, (log, age) => (counts[age] ? Math.exp(log) : 0)),
      concentrations: counts.map((known) => (known ? prior.map((a, k) => a + known[k]) : prior)),
    });
  });
}

/** What is known of users' changes. */
export interface ChangePoints {
  /**
   * The chance that a user changed when a window began, as known after the window; shape
   * [users, windows].
   */
  readonly changeChance: Float64Array;
  /** Mean age of the present run in windows, as known after each window; shape [users, windows]. */
  readonly runLength: Float64Array;
}

/** Change points of every user, window by window, each from what was known by then. */
export function changePoints(
  windows: InterestWindows,
  settings: ChangePointSettings,
): ChangePoints {
  const { windowCount } = windows;
  const changeChance = new Float64Array(windows.users.length * windowCount);
  const runLength = new Float64Array(windows.users.length * windowCount);
  for (let user = 0; user < windows.users.length; user++) {
    const rows = Array.from({ length: windowCount }, (_, window) => windows.row(user, window));
    followRuns(rows, settings, (window, { chance }) => {
      const place = user * windowCount + window;
      changeChance[place] = window === 0 ? 0 : chance[0];
      chance.forEach((share, age) => (runLength[place] += share * age));
    });
  }
  return { changeChance, runLength };
}
