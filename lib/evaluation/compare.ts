import { type Interactions } from "../data";
import { type InterestDistribution, type InterestSpace } from "../interests";
import { metricNamed } from "../metrics";
import { type Model } from "../models";
import { compareRuns, type HolmFamily, type Lead, type ModelRow } from "./compareRuns";
import { evaluate, type Evaluation } from "./evaluate";
import { watchPeakMemory } from "./peakMemory";
import { completeProtocol, type Protocol } from "./Protocol";

/** A model to compare: its name in tables, and how one is made from a seed. */
export interface Contender {
  readonly name: string;
  readonly create: (seed: number) => Model;
}

/** One training part with the test part that goes with it: a split, or one fold of several. */
export interface TrainTest {
  readonly train: Interactions;
  readonly test: Interactions;
  /** Of a protocol whose candidates they are; a `Split` has them. */
  readonly negatives?: Interactions | null;
}

/** One model fitted once and evaluated. */
export interface Run {
  readonly model: string;
  readonly seed: number;
  /** Position of the split. */
  readonly fold: number;
  readonly evaluation: Evaluation;
  readonly fitSeconds: number;
  /**
   * The most resident memory of the whole process, in bytes: what it held before the run (runtime,
   * data, earlier results), and what making, fitting and evaluating the model added. On Linux the
   * mark is set back before each run; elsewhere it is the highest since the process began, so that
   * a later model shows at least what an earlier one took.
   */
  readonly peakBytes: number;
}

/** Several models under one protocol. */
export interface Comparison {
  readonly protocol: Protocol;
  readonly seeds: readonly number[];
  readonly foldCount: number;
  /** The model that others are tested against. */
  readonly baseline: string;
  readonly runs: readonly Run[];
  /** A row a model and metric. */
  readonly rows: readonly ModelRow[];
  readonly holmFamily: HolmFamily;
  /** How each model's per-user values differ from the baseline's, with paired tests. */
  readonly leads: readonly Lead[];
  readonly warnings: readonly string[];
}

export interface CompareOptions {
  readonly contenders: readonly Contender[];
  readonly splits: readonly TrainTest[];
  /** Default [1]. */
  readonly seeds?: readonly number[];
  readonly protocol?: Partial<Protocol>;
  /** Name of a contender; the first, if left out. */
  readonly baseline?: string;
  /** Default "all". */
  readonly holmFamily?: HolmFamily;
  readonly space?: InterestSpace;
  /** Users' true distributions, for metrics of forecasts; see `evaluate`. */
  readonly truth?: InterestDistribution;
  readonly onProgress?: (progress: { done: number; total: number; run: string }) => void;
  /** Interrupts, by throwing the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Fits every contender on every split from every seed, one at a time, and evaluates it by one
 * protocol.
 *
 * A user's value is the mean over seeds, and over the folds that test the user: each user counts
 * once, and intervals and tests are over users. The standard deviation is over runs: what another
 * seed or fold would change. P values are corrected by Holm over all leads, models times metrics,
 * each kind of test by itself, unless `holmFamily` says over each metric's alone.
 *
 * @throws RangeError if there is no contender or split, two have one name, or the baseline is none
 * of them
 */
export async function compare(options: CompareOptions): Promise<Comparison> {
  const { contenders, splits, seeds = [1], space, truth, signal, holmFamily = "all" } = options;
  const protocol = completeProtocol(options.protocol ?? {});
  const names = contenders.map(({ name }) => name);
  const baseline = options.baseline ?? names[0];
  checkContest(names, splits.length, baseline);
  const runs: Run[] = [];
  const total = contenders.length * splits.length * seeds.length;
  for (const [fold, { train, test, negatives }] of splits.entries()) {
    for (const { name, create } of contenders) {
      for (const seed of seeds) {
        signal?.throwIfAborted();
        const run = `${name}, seed ${seed}, split ${fold + 1} of ${splits.length}`;
        options.onProgress?.({ done: runs.length, total, run });
        const memory = watchPeakMemory();
        const model = create(seed);
        const started = performance.now();
        await model.fit(train, { signal });
        const fitSeconds = (performance.now() - started) / 1000;
        const evaluation = await evaluate(model, test, protocol, {
          space,
          truth,
          signal,
          negatives,
        });
        runs.push({ model: name, seed, fold, evaluation, fitSeconds, peakBytes: memory.read() });
        model.dispose();
      }
    }
  }
  options.onProgress?.({ done: total, total, run: "" });
  const warnings = [...new Set(runs.flatMap(({ evaluation }) => evaluation.warnings))];
  const shape = { protocol, seeds, foldCount: splits.length, baseline, holmFamily, runs, warnings };
  return { ...shape, ...compareRuns(runs, names, { baseline, holmFamily }, protocol) };
}

/** Whether higher values of a labelled metric ("ndcg@10") are better, lower ones, or neither. */
export function betterOf(label: string): "higher" | "lower" | "neither" {
  return metricNamed(label.split("@")[0]).better;
}

function checkContest(names: readonly string[], splitCount: number, baseline: string): void {
  if (names.length === 0) throw new RangeError("compare requires contenders, got none");
  if (splitCount === 0) throw new RangeError("compare requires splits, got none");
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new RangeError(`compare requires distinct names, got ${twice} twice`);
  }
  if (!names.includes(baseline)) {
    throw new RangeError(`unknown baseline: ${baseline} (known: ${names.join(", ")})`);
  }
}
