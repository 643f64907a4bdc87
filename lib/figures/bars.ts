import { type Figure, type FigureOptions } from "./Figure";
import { BASELINE_COLOUR, PALETTE } from "./palette";
import { type AxisOptions, composeFigure } from "./template";

/** One bar a label. */
export interface BarsData {
  readonly labels: readonly string[];
  /** Shape [labels]. */
  readonly values: ArrayLike<number>;
  /** Interval bounds, shape [labels] each. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

export interface BarsOptions extends FigureOptions {
  readonly title: string;
  /** What the bars measure, with the unit. */
  readonly value: string;
  /** What the labels name. */
  readonly label?: string;
  /** Values are shares of 1. */
  readonly percent?: boolean;
  /** A value to compare with, drawn as a dashed line. */
  readonly baseline?: { readonly value: number; readonly name: string };
  /** One colour a bar; one for all where left out. */
  readonly colours?: readonly string[];
}

/**
 * Bars, with intervals and a baseline where given; horizontal where labels are many or long.
 *
 * @throws RangeError if labels and values differ in number
 */
export function bars(data: BarsData, options: BarsOptions): Figure {
  const { labels } = data;
  if (data.values.length !== labels.length) {
    throw new RangeError(
      `bars requires a value for each of ${labels.length} labels, got ${data.values.length}`,
    );
  }
  const values = Array.from(data.values);
  const horizontal = labels.length > 8 || labels.some((label) => label.length > 12);
  const valueAxis: AxisOptions = {
    title: options.value,
    percent: options.percent,
    more: { rangemode: "tozero" },
  };
  const labelAxis: AxisOptions = {
    title: options.label ?? "",
    more: { type: "category", ...(horizontal && { autorange: "reversed" }) },
  };
  return composeFigure(
    {
      name: "bars",
      title: options.title,
      traces: [
        {
          type: "bar",
          orientation: horizontal ? "h" : "v",
          x: horizontal ? values : labels,
          y: horizontal ? labels : values,
          marker: { color: options.colours ?? PALETTE[0] },
          ...errorBars(data, horizontal ? "error_x" : "error_y"),
        },
      ],
      x: horizontal ? valueAxis : labelAxis,
      y: horizontal ? labelAxis : valueAxis,
      height: horizontal ? 70 + 28 * labels.length : 340,
      more: {
        ...(options.baseline && baselineLine(options.baseline, horizontal)),
        ...(labels.length <= 4 && { bargap: 0.6 }),
      },
    },
    options,
  );
}

function errorBars(data: BarsData, axisName: "error_x" | "error_y"): Record<string, unknown> {
  const { low, high, values } = data;
  if (!low || !high) return {};
  return {
    [axisName]: {
      type: "data",
      symmetric: false,
      array: Array.from(values, (value, index) => high[index] - value),
      arrayminus: Array.from(values, (value, index) => value - low[index]),
      color: "#1F2933",
      thickness: 1.5,
      width: 4,
    },
  };
}

/** A dashed line across the plot at a value, with its name. */
export function baselineLine(
  baseline: { readonly value: number; readonly name: string },
  vertical: boolean,
): Record<string, unknown> {
  const line = { color: BASELINE_COLOUR, width: 2, dash: "dash" };
  const { value, name } = baseline;
  const across = vertical
    ? { x0: value, x1: value, y0: 0, y1: 1, yref: "paper" }
    : { y0: value, y1: value, x0: 0, x1: 1, xref: "paper" };
  const place = vertical
    ? { x: value, y: 1, yref: "paper", yanchor: "bottom", xanchor: "center" }
    : { y: value, x: 1, xref: "paper", xanchor: "right", yanchor: "bottom" };
  return {
    shapes: [{ type: "line", ...across, line, layer: "above" }],
    annotations: [{ text: name, showarrow: false, font: { size: 13, color: "#52606D" }, ...place }],
  };
}
