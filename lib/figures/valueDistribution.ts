import { type Figure, type FigureOptions, type Trace } from "./Figure";
import { numberText } from "./numberText";
import { binValues } from "./histogram";
import { BASELINE_COLOUR, PALETTE } from "./palette";
import { composeFigure, extent } from "./template";

export interface ValueDistributionData {
  /** Values as they were read; NaN where missing. */
  readonly before: ArrayLike<number>;
  /** Values after cleaning. */
  readonly after: ArrayLike<number>;
}

export interface ValueDistributionOptions extends FigureOptions {
  /** What the values are, with the unit: "rating (stars)". */
  readonly value?: string;
}

/** Distinct values up to which each gets its own bar. */
const DISTINCT_LIMIT = 25;

/**
 * How often each value occurs before and after cleaning: a bar for each distinct value while
 * there are at most 25, else 30 bins that both share. Missing values are left out.
 */
export function valueDistribution(
  data: ValueDistributionData,
  options: ValueDistributionOptions = {},
): Figure {
  const before = Array.from(data.before).filter(Number.isFinite);
  const after = Array.from(data.after).filter(Number.isFinite);
  const distinct = [...new Set([...before, ...after])].sort((a, b) => a - b);
  const few = distinct.length <= DISTINCT_LIMIT;
  const counter = few ? countDistinct(distinct) : countBinned(extent(distinct));
  const trace = (name: string, values: readonly number[], color: string): Trace => ({
    type: "bar",
    name: `${name} (${numberText(values.length)})`,
    ...counter(values),
    marker: { color },
  });
  return composeFigure(
    {
      name: "value-distribution",
      title:
        before.length === after.length
          ? `Cleaning kept all ${numberText(after.length)} values`
          : `Cleaning kept ${numberText(after.length)} of ${numberText(before.length)} values`,
      traces: [trace("before", before, BASELINE_COLOUR), trace("after", after, PALETTE[0])],
      x: { title: options.value ?? "value", more: few ? { type: "category" } : {} },
      y: { title: "rows (count)" },
      more: { barmode: "group", bargap: few ? 0.25 : 0.05 },
    },
    options,
  );
}

type Counter = (values: readonly number[]) => { x: (string | number)[]; y: number[] };

function countDistinct(distinct: readonly number[]): Counter {
  return (values) => {
    const counts = new Map(distinct.map((value) => [value, 0]));
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return { x: distinct.map((value) => numberText(value)), y: [...counts.values()] };
  };
}

function countBinned(range: [number, number]): Counter {
  return (values) => {
    const { edges, counts } = binValues(values, { range });
    return { x: counts.map((_, bin) => (edges[bin] + edges[bin + 1]) / 2), y: [...counts] };
  };
}
