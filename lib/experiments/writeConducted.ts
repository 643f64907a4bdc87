import path from "node:path";
import { type Columns, jsonText, rowsToColumns, writeComparison, writeTable } from "../evaluation";
import { type SearchObjective, type TrialRecord } from "../search";
import { type ConductedExperiment, fileName } from "./conductExperiment";
import { objectivesOf } from "./contenders";
import { type Experiment } from "./Experiment";
import { summaryOf } from "./summaryOf";
import { type Versions } from "./versionsOf";

/**
 * Writes what running an experiment found, beside its trials: `resolved.json` (the experiment with
 * its defaults), `versions.json`, `trials.csv` and `curves.csv` (every trial, every intermediate
 * value), `best.json`, the comparison's files (`writeComparison`) and `summary.md`.
 *
 * @param source - the experiment's file: its name and text, kept as it is
 */
export function writeConducted(
  folder: string,
  experiment: Experiment,
  conducted: ConductedExperiment,
  about: { versions: Versions; source?: { name: string; text: string } },
): void {
  const { versions, source } = about;
  const records = Object.values(conducted.searches).flat();
  const objectives = objectivesOf(experiment);
  writeComparison(folder, conducted.comparison, {
    ...(source && { [source.name]: source.text }),
    "resolved.json": jsonText(experiment),
    "versions.json": jsonText(versions),
    "trials.csv": writeTable(trialColumns(records), "csv"),
    "curves.csv": writeTable(curveColumns([...records, ...conducted.finals]), "csv"),
    "best.json": jsonText(bestOf(folder, conducted, objectives[0])),
    "summary.md": summaryOf(experiment, conducted, { versions, objectives }),
  });
}

/** A row a run of a trial, a column a setting and a metric. */
export function trialColumns(records: readonly TrialRecord[]): Columns {
  const settings = [...new Set(records.flatMap((record) => Object.keys(record.settings)))];
  const metrics = [...new Set(records.flatMap((record) => Object.keys(record.metrics)))];
  return rowsToColumns(
    records.map((record) => ({
      model: record.study,
      trial: record.trial,
      ...(record.budget !== null && { budget: record.budget }),
      state: record.state,
      ...Object.fromEntries(settings.map((name) => [name, String(record.settings[name] ?? "")])),
      ...Object.fromEntries(metrics.map((name) => [name, record.metrics[name] ?? NaN])),
      seconds: record.seconds,
      attempts: record.attempts,
      error: record.error?.split("\n")[0] ?? "",
    })),
  );
}

function curveColumns(records: readonly TrialRecord[]): Columns {
  const rows = records.flatMap(({ study, trial, rung, curve }) =>
    curve.flatMap((step, index) =>
      Object.entries(step).map(([name, value]) => ({
        ...{ model: study, trial, rung, step: index + 1 },
        ...{ name, value },
      })),
    ),
  );
  return rows.length > 0
    ? rowsToColumns(rows)
    : { model: [], trial: [], rung: [], step: [], name: [], value: [] };
}

/** The tuned model with the best validation value; without a search, the best on the test part. */
function bestOf(
  folder: string,
  { best, comparison }: ConductedExperiment,
  { metric, direction }: SearchObjective,
): object | null {
  const sign = direction === "minimize" ? 1 : -1;
  const tuned = Object.values(best)
    .filter((record) => record !== null)
    .sort((a, b) => sign * (a.metrics[metric] - b.metrics[metric]))
    .at(0);
  const saved = (name: string): string => path.join(folder, "models", fileName(name));
  if (tuned) {
    const model = `${tuned.study} tuned`;
    const { settings, metrics } = tuned;
    return {
      model,
      chosenBy: `validation ${metric}`,
      value: metrics[metric],
      settings,
      folder: saved(model),
    };
  }
  const row = comparison.rows
    .filter((each) => each.metric === metric)
    .sort((a, b) => sign * (a.mean - b.mean))
    .at(0);
  return row
    ? {
        model: row.model,
        chosenBy: `test ${metric}`,
        value: row.mean,
        settings: {},
        folder: saved(row.model),
      }
    : null;
}
