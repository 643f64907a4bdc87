import { type SearchDirection } from "./SearchSampler";
import { halvingSurvivors } from "./successiveHalving";

/** A trial as ASHA sees it. */
export interface AshaTrial {
  /**
   * The objective at the end of each rung that the trial was started on, the first rung first;
   * null while that rung runs, and when it failed.
   */
  readonly values: readonly (number | null)[];
}

/** What a free worker should do: take a trial on to a rung, or start a new one on rung 0. */
export interface AshaJob {
  /** The position of the trial; null: a new one. */
  readonly trialIndex: number | null;
  readonly rung: number;
}

/** Options of `nextAshaJob`. */
export interface AshaOptions {
  readonly rungCount: number;
  /** The best 1 / reduction of a rung go on; an integer of at least 2. Default 3. */
  readonly reduction?: number;
  /** Default "minimize". */
  readonly direction?: SearchDirection;
}

/**
 * Asynchronous successive halving: a worker that becomes free promotes a trial that is among the
 * best 1 / reduction of those that finished its rung, from the highest rung down; if there is
 * none, it starts a new trial. Nobody waits for a rung to fill.
 *
 * @throws RangeError if rungCount is not an integer of at least 1, or reduction of at least 2
 * @see Li et al. (2020), A system for massively parallel hyperparameter tuning, algorithm 2,
 *   MLSys, arXiv:1810.05934
 */
export function nextAshaJob(trials: readonly AshaTrial[], options: AshaOptions): AshaJob {
  const { rungCount, reduction = 3, direction = "minimize" } = options;
  if (!(Number.isInteger(rungCount) && rungCount >= 1)) {
    throw new RangeError(`nextAshaJob requires a rungCount of at least 1, got ${rungCount}`);
  }
  if (!(Number.isInteger(reduction) && reduction >= 2)) {
    throw new RangeError(`nextAshaJob requires an integer reduction from 2 on, got ${reduction}`);
  }
  for (let rung = rungCount - 2; rung >= 0; rung--) {
    const finished = trials.flatMap(({ values }, trialIndex) => {
      const value = values[rung] ?? null;
      return value === null || Number.isNaN(value) ? [] : [{ trialIndex, value }];
    });
    const best = halvingSurvivors(
      finished.map(({ value }) => value),
      Math.floor(finished.length / reduction),
      direction,
    ).map((place) => finished[place].trialIndex);
    const waiting = best.find((trialIndex) => trials[trialIndex].values.length === rung + 1);
    if (waiting !== undefined) return { trialIndex: waiting, rung: rung + 1 };
  }
  return { trialIndex: null, rung: 0 };
}
