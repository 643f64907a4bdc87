import { rmSync } from "node:fs";
import path from "node:path";
import { type SearchObjective, type TrialRecord } from "../search";
import { EventFile } from "../training";
import {
  endMessage,
  experimentMessage,
  HPARAMS,
  HPARAMS_TAGS,
  startMessage,
} from "./hyperparameterEvents";

/**
 * Writes a search's trials as TensorBoard runs, a folder a trial: its curves, its metrics, and its
 * settings for the HParams plugin. What stood there of the same search is replaced.
 *
 * @param folder - of the search: `tensorboard --logdir` it, or one above it
 */
export function writeEvents(
  folder: string,
  records: readonly TrialRecord[],
  objectives: readonly SearchObjective[],
): void {
  rmSync(folder, { recursive: true, force: true });
  const settings = records.map((record) => record.settings);
  new EventFile(folder).plugin(
    HPARAMS_TAGS.experiment,
    HPARAMS,
    experimentMessage(settings, objectives),
  );
  for (const record of records) writeTrialEvents(folder, record);
}

/** One trial's run: see `writeEvents`. */
export function writeTrialEvents(folder: string, record: TrialRecord): void {
  const { trial, rung, budget, state, settings, curve, metrics, seconds } = record;
  const run = `trial-${trial}${budget === null ? "" : `-rung-${rung + 1}`}`;
  const events = new EventFile(path.join(folder, run));
  const endSeconds = Date.now() / 1000;
  const start = startMessage(settings, run, endSeconds - seconds);
  events.plugin(HPARAMS_TAGS.start, HPARAMS, start);
  curve.forEach((step, index) => events.scalars(index + 1, step));
  events.scalars(curve.length, metrics);
  events.plugin(HPARAMS_TAGS.end, HPARAMS, endMessage(state !== "failed", endSeconds));
}
