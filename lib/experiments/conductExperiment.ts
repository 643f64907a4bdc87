import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { type Comparison, compareRuns, completeProtocol } from "../evaluation";
import {
  processRunner,
  runStudy,
  type StudyJob,
  type TrialRecord,
  type TrialRunner,
  type TrialSettings,
  type TrialStep,
  TrialStore,
} from "../search";
import {
  bestTrial,
  checkContenders,
  type ExperimentContender,
  nameOf,
  objectivesOf,
  studyOf,
} from "./contenders";
import { type Experiment } from "./Experiment";
import { experimentProtocol } from "./experimentProtocol";
import { runsOf } from "./runsOf";
import { type TrialContext } from "./trialProcess";

/** What running an experiment in a folder found. */
export interface ConductedExperiment {
  /** The trials of each searched model, in the order of beginning. */
  readonly searches: Readonly<Record<string, readonly TrialRecord[]>>;
  /** Of each searched model, the settings chosen; null where no trial finished. */
  readonly best: Readonly<Record<string, TrialRecord | null>>;
  /** The models as set and as tuned, on the test part. */
  readonly comparison: Comparison;
  /** The fits behind the comparison. */
  readonly finals: readonly TrialRecord[];
  /** Counts of users, items and rows, by name. */
  readonly data: Readonly<Record<string, number>>;
}

/** Options of `conductExperiment`. */
export interface ConductOptions {
  /** Go on with what the folder holds. Default false: a folder that holds trials is an error. */
  readonly resume?: boolean;
  /** Told of each trial that ended, with how many its study will have in all. */
  readonly onTrial?: (
    record: TrialRecord,
    study: { total: number; ended: readonly TrialRecord[] },
  ) => void;
  readonly onStep?: (study: string, job: StudyJob, curve: readonly TrialStep[]) => void;
  readonly signal?: AbortSignal;
}

/** Where the trials of a result folder are. */
export function trialsFile(folder: string): string {
  return path.join(folder, "trials.duckdb");
}

/**
 * Runs an experiment in a result folder: tunes each model that has a search space on the
 * validation part, then fits every model as it is set, and as tuned, on training and validation
 * part together from every seed, and compares them on the test part.
 *
 * Each trial is a process of its own, kept in the folder's `trials.duckdb` when it ends: after a
 * crash, `resume` goes on with the same result as an uninterrupted run, and no trial that ended is
 * run again. Fitted models are saved in `models/`.
 *
 * @throws RangeError if the experiment's file, data or settings are wrong, the folder holds trials
 * and `resume` isn't set, or those of another experiment
 */
export async function conductExperiment(
  experiment: Experiment,
  folder: string,
  options: ConductOptions = {},
): Promise<ConductedExperiment> {
  checkContenders(experiment);
  if (!options.resume && existsSync(trialsFile(folder))) {
    throw new RangeError(
      `conductExperiment requires a new folder, or to resume, got ${folder} with trials`,
    );
  }
  mkdirSync(path.join(folder, "models"), { recursive: true });
  const store = await TrialStore.open(trialsFile(folder));
  try {
    await store.begin("experiment", planOf(experiment));
    return await new Conduct(experiment, folder, options, store).run();
  } finally {
    await store.close();
  }
}

/** What trials follow from: more of them, or another place to show them, is the same experiment. */
function planOf(experiment: Experiment): object {
  const { search, ...rest } = { ...experiment, tracking: undefined };
  const { sampler, workers, seed, objectives, pruning } = search;
  const isSearched = rest.models.some((model) => model.search);
  return isSearched ? { ...rest, search: { sampler, workers, seed, objectives, pruning } } : rest;
}

class Conduct {
  constructor(
    private readonly experiment: Experiment,
    private readonly folder: string,
    private readonly options: ConductOptions,
    private readonly store: TrialStore,
  ) {}

  async run(): Promise<ConductedExperiment> {
    const { experiment } = this;
    const data = await this.#check();
    const [objective] = objectivesOf(experiment);
    const searches: Record<string, readonly TrialRecord[]> = {};
    const best: Record<string, TrialRecord | null> = {};
    for (const model of experiment.models) {
      if (!model.search) continue;
      const name = nameOf(model);
      searches[name] = await this.#search(experiment.models.indexOf(model));
      best[name] = bestTrial(searches[name], objective);
    }
    const contenders = experiment.models.flatMap((model, at): ExperimentContender[] => {
      const name = nameOf(model);
      const tuned = best[name] as TrialRecord | null | undefined;
      const asSet = { name, model: at, settings: {} };
      return tuned
        ? [asSet, { ...asSet, name: `${name} tuned`, settings: tuned.settings }]
        : [asSet];
    });
    const finals = await this.#finals(contenders, "splits" in data ? data.splits : 1);
    return { searches, best, finals, data, comparison: this.#compare(contenders, finals) };
  }

  /** What is wrong with data or settings is told before the first trial, by a process, too. */
  async #check(): Promise<Readonly<Record<string, number>>> {
    if (this.experiment.models.every(({ program }) => program)) return {};
    const [known] = await this.store.records("check");
    if ((known as TrialRecord | undefined) !== undefined) return known.metrics;
    const request = { study: "check", trial: 0, rung: 0, budget: null, settings: {} };
    const { signal } = this.options;
    const startMs = performance.now();
    const outcome = await this.#runner(-1, { purpose: "check" })(request, {
      onStep: () => "go on",
      signal,
    });
    if (outcome.state !== "finished") throw new RangeError(outcome.error ?? "the check failed");
    const seconds = (performance.now() - startMs) / 1000;
    await this.store.put({ ...request, ...outcome, seconds });
    return outcome.metrics;
  }

  async #search(model: number): Promise<readonly TrialRecord[]> {
    const { experiment, options, store } = this;
    const { workers, seconds } = experiment.search;
    const plan = studyOf(experiment, experiment.models[model])!;
    const { onTrial, onStep, signal } = options;
    return runStudy(plan, {
      runner: this.#runner(model, { purpose: "search", seed: experiment.seeds[0] }),
      ...{ workers, seconds, store, signal },
      onTrial: (record, ended) => onTrial?.(record, { total: plan.trialCount, ended }),
      onStep: (job, curve) => onStep?.(plan.name, job, curve),
    });
  }

  async #finals(
    contenders: readonly ExperimentContender[],
    foldCount: number,
  ): Promise<readonly TrialRecord[]> {
    const { experiment, folder, options, store } = this;
    const runs = finalRuns(contenders, experiment.seeds, foldCount);
    // Of another choice of settings the finals are others.
    const key = createHash("sha256").update(JSON.stringify(runs)).digest("hex").slice(0, 8);
    const runner: TrialRunner = (request, watch) => {
      const { contender, seed, fold } = runs[request.trial];
      const isFirst = seed === experiment.seeds[0] && fold === 0;
      const saveTo = isFirst ? path.resolve(folder, "models", fileName(contender.name)) : null;
      const context = { purpose: "final", seed, fold, saveTo } as const;
      return this.#runner(contender.model, context)(request, watch);
    };
    const suggest = (history: readonly unknown[]): TrialSettings | null =>
      runs.at(history.length)?.contender.settings ?? null;
    const [objective] = objectivesOf(experiment);
    return runStudy(
      {
        name: `final ${key}`,
        sampler: { learns: false, suggest },
        trialCount: runs.length,
        objectives: [objective],
      },
      {
        ...{ runner, store, workers: experiment.search.workers, signal: options.signal },
        onTrial: (record, ended) => options.onTrial?.(record, { total: runs.length, ended }),
      },
    );
  }

  #compare(contenders: readonly ExperimentContender[], finals: readonly TrialRecord[]): Comparison {
    const { experiment } = this;
    const { seeds, holmFamily } = experiment;
    const protocol = completeProtocol(experimentProtocol(experiment));
    const foldCount = Math.max(1, finals.length / (contenders.length * seeds.length));
    const planned = finalRuns(contenders, seeds, foldCount);
    const { runs, warnings } = runsOf(experiment, planned, finals, protocol);
    const names = contenders
      .map(({ name }) => name)
      .filter((name) => runs.some(({ model }) => model === name));
    const baseline = experiment.baseline ?? names[0];
    const shape = { protocol, seeds, foldCount, baseline, holmFamily, runs, warnings };
    if (names.length === 0) return { ...shape, baseline: "", rows: [], leads: [] };
    if (!names.includes(baseline)) {
      throw new RangeError(`unknown baseline: ${baseline} (known: ${names.join(", ")})`);
    }
    return { ...shape, ...compareRuns(runs, names, { baseline, holmFamily }, protocol) };
  }

  #runner(model: number, told: Partial<TrialContext>): TrialRunner {
    const { experiment, folder } = this;
    const { program } = model < 0 ? { program: undefined } : experiment.models[model];
    const command = program ?? [process.execPath, path.join(__dirname, "trialProcess.js")];
    return (request, watch) => {
      const { study, trial, rung } = request;
      const file = fileName(`${study} ${trial} ${rung}`);
      const checkpointFile = path.resolve(folder, "checkpoints", file);
      const defaults = { model, seed: 0, fold: 0, saveTo: null, checkpointFile };
      const { secondsPerTrial } = experiment.search;
      const context = { experiment, ...defaults, ...told };
      return processRunner(command, { context, secondsPerTrial })(request, watch);
    };
  }
}

/** One fit of the final comparison. */
export interface FinalRun {
  readonly contender: ExperimentContender;
  readonly seed: number;
  readonly fold: number;
}

function finalRuns(
  contenders: readonly ExperimentContender[],
  seeds: readonly number[],
  foldCount: number,
): FinalRun[] {
  return Array.from({ length: foldCount }, (_, fold) =>
    contenders.flatMap((contender) => seeds.map((seed) => ({ contender, seed, fold }))),
  ).flat();
}

/** A name that every file system takes. */
export function fileName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, "-");
}
