/** One layer of a figure, in Plotly's words; only the fields our builders set are typed. */
export interface Trace {
  readonly type: "bar" | "scatter" | "heatmap" | "scatterternary" | "parcoords";
  readonly name?: string;
  readonly x?: readonly (number | string)[];
  readonly y?: readonly (number | string)[];
  /** Of a heat map, shape [rows of y, columns of x]. */
  readonly z?: readonly (readonly number[])[];
  readonly [option: string]: unknown;
}

/** A title; its lines are parted by `<br>`, a subtitle's in a `<span>` of smaller type. */
export interface FigureTitle {
  readonly text: string;
  readonly [option: string]: unknown;
}

/** An axis; `type` is "log" where it is logarithmic. */
export interface FigureAxis {
  readonly title?: { readonly text: string; readonly [option: string]: unknown };
  readonly type?: string;
  readonly [option: string]: unknown;
}

/** Where things stand, in Plotly's words. */
export interface FigureLayout {
  readonly title: FigureTitle;
  readonly xaxis?: FigureAxis;
  readonly yaxis?: FigureAxis;
  readonly height: number;
  /** `name` is the figure's file name; `titleHeight` the pixels of the top margin under the title. */
  readonly meta: { readonly name: string; readonly titleHeight: number };
  readonly [option: string]: unknown;
}

/** A picture as data, ready for `Plotly.newPlot(element, figure.data, figure.layout)`. */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: FigureLayout;
}

/** Languages of titles and labels. */
export type Language = "en" | "zh";

/** What every builder takes beside its own options. */
export interface FigureOptions {
  /** States the message; each builder makes one from its data where this is left out. */
  readonly title?: string;
  /** A line under the title: what was counted, over whom. */
  readonly subtitle?: string;
  /** Of the builder's own title and labels: English ("en", default) or Chinese ("zh"). */
  readonly language?: Language;
  /** Names the saved file; the builder's own name where left out. */
  readonly name?: string;
}

/** Whether a value is a figure. */
export function isFigure(value: unknown): value is Figure {
  if (typeof value !== "object" || value === null) return false;
  const { data, layout } = value as { data?: unknown; layout?: unknown };
  return Array.isArray(data) && typeof layout === "object" && layout !== null;
}
