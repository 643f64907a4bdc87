import { existsSync } from "node:fs";
import path from "node:path";
import { processRunner, rungBudgets, type TrialRecord, TrialStore } from "../search";
import { trialsFile } from "./conductExperiment";
import { checkContenders, nameOf } from "./contenders";
import { type Experiment, type ExperimentModel } from "./Experiment";

/** What running a model's part of an experiment takes. */
export interface PlannedWork {
  readonly model: string;
  /** Runs on the validation part, reruns with more budget counted. */
  readonly trials: number;
  /** Fits for the comparison on the test part. */
  readonly finals: number;
  /** Of one run with the settings in the file; NaN where it failed. */
  readonly secondsPerRun: number;
  /** By which it is known: a run in the folder, or one made for the estimate. */
  readonly knownFrom: "earlier trials" | "one run now" | "a failed run";
  /** In all, with as many runs side by side as the experiment has workers. */
  readonly seconds: number;
  /** Why the run failed, or null. */
  readonly error: string | null;
}

/**
 * What an experiment will do, and an estimate of its time: from the trials in its folder where it
 * has been begun, else from one run of each model with the settings in the file, kept nowhere.
 * Settings that make a model larger take longer than that.
 */
export async function estimateTime(
  experiment: Experiment,
  folder: string,
  signal?: AbortSignal,
): Promise<PlannedWork[]> {
  checkContenders(experiment);
  const earlier = await earlierTrials(folder, experiment);
  const work: PlannedWork[] = [];
  for (const [at, model] of experiment.models.entries()) {
    const known = earlier.filter((record) => record.study === nameOf(model));
    const probe = known.length > 0 ? null : await probeOnce(experiment, at, signal);
    const secondsPerRun = probe
      ? probe.seconds
      : known.reduce((sum, { seconds }) => sum + seconds, 0) / known.length;
    const trials = model.search ? runCount(experiment) : 0;
    const { search, seeds, split } = experiment;
    const folds = split?.name === "k-fold" ? ((split as { folds?: number }).folds ?? 5) : 1;
    const finals = seeds.length * folds * (model.search ? 2 : 1);
    const total = (secondsPerRun * (trials + finals)) / search.workers;
    work.push({
      ...{ model: nameOf(model), trials, finals, secondsPerRun },
      knownFrom:
        known.length > 0 ? "earlier trials" : probe?.error ? "a failed run" : "one run now",
      seconds: Math.min(
        total,
        search.seconds === undefined ? Infinity : search.seconds + secondsPerRun * finals,
      ),
      error: probe?.error ?? null,
    });
  }
  return work;
}

/** Runs of a search: with rungs, a trial may be run on several. */
function runCount({ search: { trials, pruning } }: Experiment): number {
  if (!pruning || pruning.kind === "median") return trials;
  const { least, most, reduction = 3 } = pruning;
  return rungBudgets(least, most, reduction).reduce(
    (sum, _, rung) => sum + Math.floor(trials / reduction ** rung),
    0,
  );
}

async function earlierTrials(folder: string, experiment: Experiment): Promise<TrialRecord[]> {
  if (!existsSync(trialsFile(folder))) return [];
  const store = await TrialStore.open(trialsFile(folder));
  try {
    const records: TrialRecord[] = [];
    for (const model of experiment.models) records.push(...(await store.records(nameOf(model))));
    return records;
  } finally {
    await store.close();
  }
}

async function probeOnce(
  experiment: Experiment,
  model: number,
  signal?: AbortSignal,
): Promise<{ seconds: number; error: string | null }> {
  const { program, search }: ExperimentModel = experiment.models[model];
  const command = program ?? [process.execPath, path.join(__dirname, "trialProcess.js")];
  const told = { purpose: search ? "search" : "final", seed: experiment.seeds[0], fold: 0 };
  const context = { experiment, model, ...told, saveTo: null, checkpointFile: null };
  const startMs = performance.now();
  const outcome = await processRunner(command, { context })(
    { study: "estimate", trial: 0, rung: 0, budget: null, settings: {} },
    { onStep: () => "go on", signal },
  );
  const seconds = outcome.state === "finished" ? (performance.now() - startMs) / 1000 : NaN;
  return { seconds, error: outcome.error };
}
