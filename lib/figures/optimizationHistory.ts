import { type SearchDirection } from "../search";
import { type Figure, type FigureOptions, type Trace } from "./Figure";
import { measureText } from "./numberText";
import { LOSS_COLOUR, PALETTE } from "./palette";
import { composeFigure } from "./template";

/** What a search's figures are of. */
export interface SearchFigureOptions extends FigureOptions {
  /** The objective, with its unit: "NDCG@10". */
  readonly objective: string;
  /** Default "minimize". */
  readonly direction?: SearchDirection;
}

/** A history as figures read it. */
export type TrialValues = readonly { readonly value: number | null }[];

/**
 * The objective of each trial in order, with the best so far; trials without a value (failed or
 * pruned) stand at the lower edge.
 *
 * @throws RangeError if no trial has a value
 */
export function optimizationHistory(history: TrialValues, options: SearchFigureOptions): Figure {
  const { objective, direction = "minimize" } = options;
  const known = history.flatMap(({ value }, trial) => (isKnown(value) ? [{ trial, value }] : []));
  const missing = history.flatMap(({ value }, trial) => (isKnown(value) ? [] : [trial]));
  if (known.length === 0) {
    throw new RangeError("optimizationHistory requires a trial with a value, got none");
  }
  const better = direction === "minimize" ? Math.min : Math.max;
  const best: number[] = [];
  for (const { value } of known) best.push(better(value, best.at(-1) ?? value));
  const foundAt = known[best.indexOf(best[best.length - 1])].trial;
  const rise = known[0].trial < foundAt ? `, after ${measureText(best[0])} at first` : "";
  const trials = known.map(({ trial }) => trial + 1);
  const traces: Trace[] = [
    {
      type: "scatter",
      mode: "markers",
      name: "a trial",
      x: trials,
      y: known.map(({ value }) => value),
      marker: { size: 7, color: PALETTE[5] },
    },
    {
      type: "scatter",
      mode: "lines",
      name: "best so far",
      x: trials,
      y: best,
      line: { shape: "hv", width: 2.5, color: PALETTE[0] },
    },
  ];
  if (missing.length > 0) {
    traces.push({
      type: "scatter",
      mode: "markers",
      name: "failed or pruned",
      x: missing.map((trial) => trial + 1),
      y: missing.map(() => 0),
      yaxis: "y2",
      marker: { size: 8, symbol: "x", color: LOSS_COLOUR },
    });
  }
  return composeFigure(
    {
      name: "optimization-history",
      title:
        `Trial ${foundAt + 1} of ${history.length} has the best ${objective}: ` +
        `${measureText(best[best.length - 1])}${rise}`,
      traces,
      x: { title: "trial", more: { tickformat: "d" } },
      y: { title: `${objective}, ${direction === "minimize" ? "lower" : "higher"} is better` },
      more: { yaxis2: { overlaying: "y", range: [-0.05, 1], visible: false } },
    },
    options,
  );
}

/** Whether a trial has a value to draw. */
export function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
