import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Comparison } from "./compare";
import { jsonText, rowsToColumns, writeTable } from "./tables";

/**
 * Writes a comparison into a folder: `comparison.json` (protocol, seeds, rows, leads, warnings),
 * `means.{csv,md,tex}`, `leads.{csv,md,tex}`, and `users.csv` with each user's value in each run.
 *
 * @param kept - further files by name, such as the experiment itself
 */
export function writeComparison(
  folder: string,
  comparison: Comparison,
  kept: Readonly<Record<string, string>> = {},
): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const { runs, ...summary } = comparison;
  const timings = runs.map(({ model, seed, fold, fitSeconds, peakBytes, evaluation }) => ({
    model,
    seed,
    fold,
    config: evaluation.config,
    fitSeconds,
    predictSeconds: evaluation.predictSeconds,
    peakBytes,
  }));
  write("comparison.json", jsonText({ ...summary, runs: timings }));
  for (const table of ["rows", "leads"] as const) {
    const columns = rowsToColumns(comparison[table]);
    const name = table === "rows" ? "means" : table;
    write(`${name}.csv`, writeTable(columns, "csv"));
    write(`${name}.md`, writeTable(columns, "markdown"));
    write(`${name}.tex`, writeTable(columns, "latex"));
  }
  write("users.csv", writeTable(userColumns(comparison), "csv"));
  for (const [name, text] of Object.entries(kept)) write(name, text);
}

/** Each user's value in each run, in long form. */
function userColumns({ runs }: Comparison): Record<string, (string | number)[]> {
  const rows = runs.flatMap(({ model, seed, fold, evaluation }) =>
    Object.entries(evaluation.values).flatMap(([metric, values]) =>
      evaluation.users.map((user, row) => ({
        model,
        seed,
        fold,
        metric,
        user,
        value: values[row],
      })),
    ),
  );
  return rowsToColumns(rows);
}
