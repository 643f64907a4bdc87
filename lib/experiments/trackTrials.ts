import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { writeWhole } from "../data";
import { type TrialRecord } from "../search";
import { type Experiment } from "./Experiment";
import { eventFolder } from "./finishFolder";

/** Shows trials elsewhere as they end. */
export interface TrialTracking {
  /** Returns at once; what goes wrong is a note, never the trial's end. */
  readonly tell: (record: TrialRecord) => void;
  /** Waits for what is on its way, and shows the trials that were missed. */
  readonly finish: (records: readonly TrialRecord[]) => Promise<void>;
}

/**
 * Starts to track an experiment's trials where it says: event files in the folder, and an MLflow
 * server. A server that doesn't answer is told once and leaves the trials as they are.
 */
export async function trackTrials(
  experiment: Experiment,
  folder: string,
  onNote: (note: string) => void,
): Promise<TrialTracking> {
  const { tensorboard, mlflow } = experiment.tracking;
  const events = tensorboard ? await import("./writeEvents.js") : null;
  let noted = false;
  const note = (error: unknown): void => {
    if (!noted) onNote(`MLflow: ${(error as Error).message}`);
    noted = true;
  };
  const opened = mlflow === undefined ? null : openMlflow(mlflow, experiment.name, folder);
  opened?.catch(note);
  let last: Promise<unknown> = Promise.resolve();
  const log = (record: TrialRecord): void => {
    last = last.then(async () => (await opened)?.log(record)).catch(note);
  };
  return {
    tell: (record) => {
      if (record.study.startsWith("final ")) return;
      events?.writeTrialEvents(eventFolder(folder, record.study), record);
      if (opened) log(record);
    },
    finish: async (records) => {
      if (opened) records.forEach(log);
      await last;
    },
  };
}

async function openMlflow(address: string, name: string, folder: string) {
  const { MlflowTracker } = await import("./MlflowTracker.js");
  return MlflowTracker.open(address, name, await folderId(folder));
}

/** Tells this folder's trials from another's, also after a crash. */
async function folderId(folder: string): Promise<string> {
  const file = path.join(folder, "run-id");
  if (!existsSync(file)) {
    await writeWhole(file, (partial) => writeFile(partial, `${randomUUID()}\n`));
  }
  return readFileSync(file, "utf8").trim();
}
