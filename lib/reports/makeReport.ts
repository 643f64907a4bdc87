import path from "node:path";
import { type Chapter, assembleReport, type ReportOptions } from "./assembleReport";
import { type Parameters } from "./parametersCell";
import { notebookFigures } from "./renderFigure";
import { type NotebookProgress, runNotebook } from "./runNotebook";
import { type SavedFigures, saveFigures } from "./saveFigures";
import { writeWhole } from "./writeWhole";

export interface MakeReportOptions {
  /** The folder of the report; executed notebooks go to `notebooks/` in it. */
  readonly output: string;
  /** The folder of the figures. */
  readonly figures: string;
  readonly parameters?: Parameters;
  readonly report: ReportOptions;
  readonly onProgress?: (notebook: string, progress: NotebookProgress) => void;
  readonly signal?: AbortSignal;
}

/** What was made. */
export interface MadeReport {
  /** The report's page. */
  readonly file: string;
  readonly figures: SavedFigures;
}

/**
 * Runs notebooks one after the other, in the order given (a later one may read what an earlier one
 * wrote), puts them into one page and saves their figures. The page appears once all is done.
 *
 * @throws Error if a cell fails; the message names it
 */
export async function makeReport(
  notebooks: readonly string[],
  options: MakeReportOptions,
): Promise<MadeReport> {
  const chapters: Chapter[] = [];
  for (const file of notebooks) {
    const stem = path.basename(file, ".ipynb");
    const notebook = await runNotebook(file, {
      output: path.join(options.output, "notebooks", `${stem}.ipynb`),
      parameters: options.parameters,
      signal: options.signal,
      onProgress: (progress) => options.onProgress?.(stem, progress),
    });
    chapters.push({ stem, notebook });
  }
  const named = chapters.flatMap(({ stem, notebook }) => notebookFigures(stem, notebook));
  const figures = await saveFigures(named, options.figures);
  const file = path.resolve(options.output, "index.html");
  writeWhole(file, assembleReport(chapters, options.report));
  return { file, figures };
}
