import { planJob, type SeenJob, type StudyJob } from "./planJob";
import { prunesByMedian } from "./prunesByMedian";
import { type StudyPlan } from "./Study";
import { type TrialRecord, type TrialRunner, type TrialStep } from "./TrialRecord";
import { type TrialStore } from "./TrialStore";

/** Options of `runStudy`. */
export interface StudyOptions {
  readonly runner: TrialRunner;
  /** Trials that run side by side. Default 1. */
  readonly workers?: number;
  /** Where trials are kept: those that are there already are not run again. */
  readonly store?: TrialStore;
  /** No trial is begun once trials have taken so many seconds in all. Default: no limit. */
  readonly seconds?: number;
  /** Told of each run that ended, with all so far in the order of their end. */
  readonly onTrial?: (record: TrialRecord, ended: readonly TrialRecord[]) => void;
  /** Told of each intermediate value of a running trial. */
  readonly onStep?: (job: StudyJob, curve: readonly TrialStep[]) => void;
  /** Interrupts, by rejecting with the signal's reason; trials that ended are kept. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the trials of a study.
 *
 * The n-th run is decided from the outcomes of the runs up to n - workers, whatever else has ended
 * by then, and pruned by their curves: the same plan with as many workers gives the same trials
 * however long each takes, and a study that was broken off goes on as if it hadn't been. The price:
 * a worker may wait for a slow trial. Samplers that don't look at values make nobody wait, unless
 * trials are pruned.
 *
 * @returns every run that ended, in the order of beginning
 * @throws RangeError if workers is no integer from 1 on, or a plan is without objectives
 */
export async function runStudy(plan: StudyPlan, options: StudyOptions): Promise<TrialRecord[]> {
  const { workers = 1 } = options;
  if (!(Number.isInteger(workers) && workers >= 1)) {
    throw new RangeError(`runStudy requires workers of at least 1, got ${workers}`);
  }
  if (plan.objectives.length === 0) throw new RangeError("runStudy requires objectives, got none");
  return new StudyRun(plan, options, workers).run();
}

/** A run that was begun; null where there was nothing to begin at that point. */
interface Begun {
  readonly job: StudyJob;
  record: TrialRecord | null;
}

class StudyRun {
  readonly #begun: (Begun | null)[] = [];
  readonly #ended: TrialRecord[] = [];
  readonly #running = new Set<Promise<void>>();
  /** How many of the latest runs are decided on without a look at each other. */
  readonly #blind: number;
  /** Ends the other trials when one rejects. */
  readonly #stop = new AbortController();
  #kept = new Map<string, TrialRecord>();

  constructor(
    private readonly plan: StudyPlan,
    private readonly options: StudyOptions,
    private readonly workers: number,
  ) {
    const looks = plan.sampler.learns || plan.pruning !== undefined;
    this.#blind = looks ? workers : Infinity;
  }

  async run(): Promise<TrialRecord[]> {
    const kept = (await this.options.store?.records(this.plan.name)) ?? [];
    this.#kept = new Map(kept.map((record) => [keyOf(record), record]));
    try {
      for (;;) {
        this.options.signal?.throwIfAborted();
        const isDone = this.#beginMore();
        if (this.#running.size === 0 && isDone) break;
        await Promise.race(this.#running);
      }
    } catch (error) {
      this.#stop.abort(error);
      await Promise.allSettled(this.#running);
      throw error;
    }
    return this.#begun.flatMap((begun) => (begun?.record ? [begun.record] : []));
  }

  /** Begins what can be begun, and says whether nothing will be left to begin. */
  #beginMore(): boolean {
    while (this.#running.size < this.workers) {
      const at = this.#begun.length;
      const mustHaveEnded = at - this.#blind;
      if (this.#begun.some((begun, n) => n <= mustHaveEnded && begun && !begun.record))
        return false;
      const seen = this.#seenAt(at);
      const job = planJob(this.plan, seen);
      const kept = job && this.#kept.get(keyOf(job));
      if (!job || (!kept && this.#isSpent())) {
        const isBlind = this.#blind === Infinity;
        if (isBlind || seen.every(({ record }) => record !== null)) return true;
        this.#begun.push(null);
        continue;
      }
      const begun: Begun = { job, record: kept ?? null };
      this.#begun.push(begun);
      if (begun.record) this.#ended.push(begun.record);
      else this.#start(begun, at);
    }
    return false;
  }

  /** What may be looked at where a run is decided on. */
  #seenAt(at: number): SeenJob[] {
    return this.#begun.slice(0, at).flatMap((begun, n) => {
      if (!begun) return [];
      return [{ job: begun.job, record: n <= at - this.#blind ? begun.record : null }];
    });
  }

  #isSpent(): boolean {
    const { seconds = Infinity } = this.options;
    return this.#ended.reduce((sum, record) => sum + record.seconds, 0) >= seconds;
  }

  #start(begun: Begun, at: number): void {
    const running = this.#runTrial(begun, at).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #runTrial(begun: Begun, at: number): Promise<void> {
    const { runner, store, onStep, onTrial } = this.options;
    const signals = [this.options.signal ?? [], this.#stop.signal].flat();
    const { job } = begun;
    const others = this.#seenAt(at).flatMap(({ record }) =>
      record && record.rung === job.rung ? [record.curve.map(({ value }) => value)] : [],
    );
    const startMs = performance.now();
    const request = { study: this.plan.name, ...job };
    const outcome = await runner(request, {
      signal: AbortSignal.any(signals),
      onStep: (curve) => {
        onStep?.(job, curve);
        return this.#prunes(curve, others) ? "stop" : "go on";
      },
    });
    const seconds = (performance.now() - startMs) / 1000;
    const record: TrialRecord = { ...request, ...outcome, seconds };
    await store?.put(record);
    begun.record = record;
    this.#ended.push(record);
    onTrial?.(record, this.#ended);
  }

  #prunes(curve: readonly TrialStep[], others: readonly (readonly number[])[]): boolean {
    const { pruning, objectives } = this.plan;
    if (pruning?.kind !== "median") return false;
    const values = curve.map(({ value }) => value);
    return prunesByMedian(values, others, { direction: objectives[0].direction, ...pruning });
  }
}

function keyOf({ trial, rung }: { trial: number; rung: number }): string {
  return `${trial} ${rung}`;
}
