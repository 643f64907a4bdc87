import { baselineLine } from "./bars";
import { type Figure, type FigureOptions, type Trace } from "./Figure";
import { numberText } from "./numberText";
import { PALETTE } from "./palette";
import { type AxisOptions, composeFigure, logTicks } from "./template";

/** A line, with a band around it where it has an interval. */
export interface Line {
  readonly name: string;
  readonly x: ArrayLike<number>;
  /** Shape of x. */
  readonly y: ArrayLike<number>;
  /** Interval bounds, shape of x. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  readonly colour?: string;
  readonly dash?: "solid" | "dash" | "dot";
}

export interface LinesOptions extends FigureOptions {
  readonly title: string;
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  readonly baseline?: { readonly value: number; readonly name: string };
}

/** Lines over a common x axis, with bands for intervals and a dashed baseline where given. */
export function lines(data: readonly Line[], options: LinesOptions): Figure {
  const traces = data.flatMap((line, index) => {
    const colour = line.colour ?? PALETTE[index % PALETTE.length];
    const { low, high } = line;
    const band = low && high ? [bandTrace(line.x, low, high, colour)] : [];
    return [...band, lineTrace(line, colour)];
  });
  const { y, baseline } = options;
  const x = options.x.log ? { ...options.x, more: { ...xTicks(data), ...options.x.more } } : options.x;
  const more = baseline && baselineLine(baseline, false);
  return composeFigure({ name: "lines", title: options.title, traces, x, y, more }, options);
}

/** A tick at each x value while there are few and whole, else at round values. */
function xTicks(data: readonly Line[]): Record<string, unknown> {
  const values = [...new Set(data.flatMap((line) => Array.from(line.x)))];
  if (values.length > 12 || !values.every(Number.isInteger)) return logTicks(values);
  return { tickmode: "array", tickvals: values, ticktext: values.map((value) => numberText(value)) };
}

function lineTrace(line: Line, colour: string): Trace {
  return {
    type: "scatter",
    mode: line.x.length <= 40 ? "lines+markers" : "lines",
    name: line.name,
    x: Array.from(line.x),
    y: Array.from(line.y),
    line: { color: colour, width: 2.5, dash: line.dash ?? "solid" },
    marker: { size: 6 },
  };
}

function bandTrace(
  x: ArrayLike<number>,
  low: ArrayLike<number>,
  high: ArrayLike<number>,
  colour: string,
): Trace {
  const forth = Array.from(x);
  return {
    type: "scatter",
    mode: "lines",
    x: [...forth, ...forth.toReversed()],
    y: [...Array.from(high), ...Array.from(low).toReversed()],
    fill: "toself",
    fillcolor: `${colour}26`, // 15 % opaque
    line: { width: 0 },
    hoverinfo: "skip",
    showlegend: false,
  };
}
