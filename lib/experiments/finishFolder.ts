import { rmSync } from "node:fs";
import path from "node:path";
import { type ConductedExperiment, fileName } from "./conductExperiment";
import { objectivesOf } from "./contenders";
import { type Experiment } from "./Experiment";
import { versionsOf } from "./versionsOf";
import { writeConducted } from "./writeConducted";

/**
 * Writes all that follows from an experiment's trials into its folder: tables and summary (see
 * `writeConducted`), `figures/` as pages and, where there is a browser, as PNG, and TensorBoard's
 * event files.
 *
 * @param source - the experiment's file: its name and text
 * @returns what a user should know, such as that there are no pictures for want of a browser
 */
export async function finishFolder(
  folder: string,
  experiment: Experiment,
  conducted: ConductedExperiment,
  source?: { readonly name: string; readonly text: string },
): Promise<{ notes: string[] }> {
  const usesLibrary = experiment.models.some(({ program }) => !program);
  const tensorflow = usesLibrary ? (await import("../native/index.js")).tensorflowVersion() : null;
  writeConducted(folder, experiment, conducted, { versions: versionsOf(tensorflow), source });
  const { experimentFigures } = await import("./experimentFigures.js");
  const { saveFigures } = await import("../reports/index.js");
  const figures = experimentFigures(experiment, conducted);
  const { missingPng } = await saveFigures(figures, path.join(folder, "figures"));
  if (experiment.tracking.tensorboard) {
    const { writeEvents } = await import("./writeEvents.js");
    for (const [name, records] of Object.entries(conducted.searches)) {
      writeEvents(eventFolder(folder, name), records, objectivesOf(experiment));
    }
  }
  // Of trials that were pruned or killed: nothing goes on from them any more.
  rmSync(path.join(folder, "checkpoints"), { recursive: true, force: true });
  const warnings = conducted.comparison.warnings.map((warning) => `warning: ${warning}`);
  return { notes: missingPng === null ? warnings : [...warnings, missingPng] };
}

/** Where the event files of a search are. */
export function eventFolder(folder: string, study: string): string {
  return path.join(folder, "tensorboard", fileName(study));
}
