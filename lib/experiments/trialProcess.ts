// A trial of an experiment as a process of its own: one line of JSON in, lines of JSON out, as
// `processRunner` says. Started by `conductExperiment`, here or elsewhere.
import { renameSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { evaluate, jsonText, watchPeakMemory } from "../evaluation";
import { type FitProgress, type Model } from "../models";
import { type TrialRequest } from "../search";
import { type Experiment } from "./Experiment";
import { experimentData, type ExperimentSplit, seededModel } from "./experimentData";
import { experimentProtocol } from "./experimentProtocol";
import { withSettings } from "./withSettings";

/** What a trial of an experiment is told beside its settings. */
export interface TrialContext {
  readonly experiment: Experiment;
  /**
   * - `check`: reads the data and makes every model, and fits none;
   * - `search`: fits on the training part, measures on the validation part;
   * - `final`: measures on the test part.
   */
  readonly purpose: "check" | "search" | "final";
  /** Position in the experiment's models. */
  readonly model: number;
  readonly seed: number;
  readonly fold: number;
  /** Where the fitted model is saved; null: nowhere. */
  readonly saveTo: string | null;
  /** Where training leaves off and goes on, where the model can; null: nowhere. */
  readonly checkpointFile: string | null;
}

type Told = TrialRequest & TrialContext;

/** How often a trial looks whether somebody still waits for it. */
const ORPHAN_CHECK_MS = 500;

async function main(): Promise<void> {
  const told = JSON.parse(await firstLine()) as Told;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, ORPHAN_CHECK_MS);
  timer.unref();
  tell(told.purpose === "check" ? await check(told.experiment) : await runTrial(told));
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  throw new RangeError("trialProcess requires a line of JSON, got none");
}

function tell(line: object): void {
  process.stdout.write(jsonText(line).replaceAll(/\n */g, "") + "\n");
}

/** What is wrong is told before the first model is fitted. */
async function check(experiment: Experiment): Promise<object> {
  const { splits, parts, audit } = await experimentData(experiment);
  const [{ train, valid, test }] = splits;
  for (const { model, config, program } of experiment.models) {
    if (!program) seededModel(model, config, { seed: 0, parts }).dispose();
  }
  if (experiment.models.some(({ search }) => search) && !valid) {
    throw new RangeError(
      "an experiment's search requires a split with a validation part (validShare above 0), got none",
    );
  }
  const rows = { train: train.count, valid: valid?.count ?? 0, test: test.count };
  const sizes = { users: train.users.size, items: train.items.size, splits: splits.length };
  return { metrics: { ...sizes, ...rows }, audit };
}

async function runTrial(told: Told): Promise<object> {
  const { experiment, purpose, settings, budget, seed, fold } = told;
  const { splits, parts, space, truth } = await experimentData(experiment);
  const spec = experiment.models[told.model];
  const config = withSettings(spec.config, settings, experiment.search.pruning, budget);
  const isSearch = purpose === "search";
  const [fitted, measured] = partsOf(splits[fold], isSearch, experiment);
  const memory = watchPeakMemory();
  const model = seededModel(spec.model, config, { seed, parts });
  const checkpointFile = told.checkpointFile ?? undefined;
  const startMs = performance.now();
  await model.fit(fitted, { checkpointFile, onProgress: tellProgress });
  const fitSeconds = (performance.now() - startMs) / 1000;
  const protocol = experimentProtocol(experiment);
  // Negatives are drawn for the test part.
  const isFull = isSearch && protocol.candidates === "negatives";
  const evaluation = await evaluate(
    model,
    measured,
    isFull ? { ...protocol, candidates: "all" } : protocol,
    { space, truth, negatives: splits[fold].negatives },
  );
  if (told.saveTo !== null) await saveWhole(model, told.saveTo);
  if (checkpointFile !== undefined) rmSync(checkpointFile, { force: true });
  const { means, totals, users, values, warnings, predictSeconds } = evaluation;
  const peakBytes = memory.read();
  const metrics = {
    ...Object.fromEntries(Object.entries(means).map(([name, { mean }]) => [name, mean])),
    ...totals,
    ...{ fitSeconds, predictSeconds, peakBytes },
  };
  return isSearch ? { metrics } : { metrics, users, values, warnings, config: model.config };
}

/** A figure of the fit that is the lower the better: what was held out, else the training loss. */
function tellProgress({ done, loss, validation, validationMetric }: FitProgress): void {
  const heldOut = validationMetric === undefined ? validation : -validation!;
  const value = heldOut ?? loss;
  if (value === undefined || Number.isNaN(value)) return;
  tell({
    value,
    done,
    ...(loss !== undefined && { loss }),
    ...(validation !== undefined && { validation }),
  });
}

/** Finals of a searched experiment learn from the validation part, too: it has had its use. */
function partsOf(
  { train, valid, test }: ExperimentSplit,
  isSearch: boolean,
  experiment: Experiment,
): [ExperimentSplit["train"], ExperimentSplit["train"]] {
  if (isSearch) return [train, valid!];
  const joins =
    valid && "input" in experiment.data && experiment.models.some(({ search }) => search);
  return [joins ? train.concat(valid) : train, test];
}

async function saveWhole(model: Model, folder: string): Promise<void> {
  const part = `${folder}.${process.pid}.part`;
  rmSync(part, { recursive: true, force: true });
  await model.save(part);
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
}

main().catch((error: unknown) => {
  tell({ error: error instanceof Error ? error.message : String(error) });
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
