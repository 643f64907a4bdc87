import { type Figure, type FigureOptions } from "./Figure";
import { PALETTE } from "./palette";
import { composeFigure, extent, logTicks } from "./template";

export interface HistogramOptions extends FigureOptions {
  readonly title: string;
  /** What is counted into bins, with the unit. */
  readonly value: string;
  /** What a bin's height counts: "users". */
  readonly count: string;
  /** Default 30. */
  readonly binCount?: number;
  /** Bins of equal ratio on a logarithmic axis; values must be above 0. */
  readonly log?: boolean;
  /** A logarithmic axis of counts. */
  readonly logCount?: boolean;
}

/** Bins and how many values each holds; the last bin includes its upper edge. */
export interface Bins {
  /** Shape [bins + 1], rising. */
  readonly edges: readonly number[];
  /** Shape [bins]. */
  readonly counts: readonly number[];
}

/**
 * How often values fall into each bin. Missing values (NaN) are left out.
 *
 * @throws RangeError if no value is left, or one is at most 0 under `log`
 */
export function histogram(values: ArrayLike<number>, options: HistogramOptions): Figure {
  const { edges, counts } = binValues(values, options);
  const middles = counts.map((_, bin) =>
    options.log ? Math.sqrt(edges[bin] * edges[bin + 1]) : (edges[bin] + edges[bin + 1]) / 2,
  );
  return composeFigure(
    {
      name: "histogram",
      title: options.title,
      traces: [
        {
          type: "bar",
          x: middles,
          y: counts,
          width: counts.map((_, bin) => edges[bin + 1] - edges[bin]),
          marker: { color: PALETTE[0], line: { color: "#FFFFFF", width: 1 } },
          customdata: counts.map((_, bin) => [edges[bin], edges[bin + 1]]),
          hovertemplate: "%{customdata[0]:,.4~g} to %{customdata[1]:,.4~g}: %{y:,}<extra></extra>",
        },
      ],
      x: { title: options.value, log: options.log, more: options.log ? logTicks(edges) : {} },
      y: { title: options.count, log: options.logCount },
      more: { bargap: 0 },
    },
    options,
  );
}

/** Counts values into bins of equal width, or of equal ratio under `log`. */
export function binValues(
  values: ArrayLike<number>,
  options: { readonly binCount?: number; readonly log?: boolean; readonly range?: [number, number] },
): Bins {
  const { binCount = 30, log = false } = options;
  const finite = Array.from(values).filter(Number.isFinite);
  if (finite.length === 0) throw new RangeError("histogram requires at least one value, got none");
  const [lowest, highest] = options.range ?? extent(finite);
  if (log && lowest <= 0) {
    throw new RangeError(`histogram on a log axis requires values above 0, got ${lowest}`);
  }
  const scale = log ? Math.log : (value: number): number => value;
  const back = log ? Math.exp : (value: number): number => value;
  const start = scale(lowest);
  const span = scale(highest) - start || 1;
  const counts = new Array<number>(binCount).fill(0);
  for (const value of finite) {
    const bin = Math.floor(((scale(value) - start) / span) * binCount);
    if (bin >= 0 && bin <= binCount) counts[Math.min(bin, binCount - 1)]++;
  }
  const edges = Array.from({ length: binCount + 1 }, (_, edge) =>
    back(start + (span * edge) / binCount),
  );
  return { edges, counts };
}
