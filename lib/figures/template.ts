import { type Figure, type FigureAxis, type FigureOptions, type Trace } from "./Figure";
import { numberText } from "./numberText";
import { PALETTE } from "./palette";

const FONT =
  'Inter, "Source Sans 3", system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif';
const TEXT_COLOUR = "#1F2933";
const MUTED_COLOUR = "#52606D";
const GRID_COLOUR = "#E4E7EB";
const TITLE_LINE = 24;
const SUBTITLE_LINE = 18;

/** What an axis shows. */
export interface AxisOptions {
  /** What it is, with the unit: "loss (nats)". */
  readonly title: string;
  readonly log?: boolean;
  /** Values are shares of 1, written as percentages. */
  readonly percent?: boolean;
  /** Further fields, in Plotly's words. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What a builder hands to the shared template. */
export interface FigureParts {
  /** The builder's name, in words with hyphens: the saved file's name. */
  readonly name: string;
  readonly title: string;
  readonly traces: readonly Trace[];
  readonly x?: AxisOptions;
  readonly y?: AxisOptions;
  readonly height?: number;
  /** Further fields of the layout, in Plotly's words. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/**
 * Puts traces into the shared template: fonts, margins, palette, a title that wraps, a legend
 * above the plot where there is more than one named trace.
 *
 * @param options - the caller's title, subtitle and name win over the builder's
 */
export function composeFigure(parts: FigureParts, options: FigureOptions = {}): Figure {
  const titleLines = wrapText(options.title ?? parts.title, 72);
  const subtitleLines = options.subtitle ? wrapText(options.subtitle, 96) : [];
  const hasLegend =
    parts.traces.filter((trace) => trace.name !== undefined && trace.showlegend !== false).length > 1;
  const titleHeight = titleLines.length * TITLE_LINE + subtitleLines.length * SUBTITLE_LINE + 16;
  return {
    data: parts.traces,
    layout: {
      title: {
        text: [...titleLines, ...subtitleLines.map(smaller)].join("<br>"),
        font: { size: 18, color: TEXT_COLOUR },
        x: 0,
        xref: "container",
        xanchor: "left",
        y: 1,
        yref: "container",
        yanchor: "top",
        // Plotly drops the cap height of a text of several lines.
        pad: { l: 12, t: titleLines.length + subtitleLines.length > 1 ? 26 : 12 },
      },
      ...(parts.x && { xaxis: axis(parts.x) }),
      ...(parts.y && { yaxis: axis(parts.y) }),
      height: (parts.height ?? 360) + titleHeight + (hasLegend ? 28 : 0),
      autosize: true,
      font: { family: FONT, size: 14, color: TEXT_COLOUR },
      colorway: PALETTE,
      paper_bgcolor: "#FFFFFF",
      plot_bgcolor: "#FFFFFF",
      margin: { l: 64, r: 24, t: titleHeight + (hasLegend ? 36 : 14), b: 56 },
      showlegend: hasLegend,
      legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom" },
      hoverlabel: { font: { family: FONT, size: 13 } },
      bargap: 0.25,
      ...parts.more,
      meta: { name: options.name ?? parts.name, titleHeight },
    },
  };
}

function smaller(line: string): string {
  return `<span style="font-size: 14px; color: ${MUTED_COLOUR}">${line}</span>`;
}

/** An axis in the house's style. */
export function axis(options: AxisOptions): FigureAxis {
  return {
    title: { text: options.title, font: { size: 14, color: MUTED_COLOUR }, standoff: 10 },
    automargin: true,
    gridcolor: GRID_COLOUR,
    zerolinecolor: "#CBD2D9",
    linecolor: "#CBD2D9",
    tickfont: { size: 13 },
    separatethousands: true,
    exponentformat: "none",
    ...(options.log && { type: "log", dtick: 1 }),
    ...(options.percent && { tickformat: ".0%" }),
    ...options.more,
  };
}

/** Ticks of a logarithmic axis: 1, 2 and 5 of each decade while values span less than 1,000-fold. */
export function logTicks(values: ArrayLike<number>): Record<string, unknown> {
  const [lowest, highest] = extent(values);
  const steps = highest / lowest < 1000 ? [1, 2, 5] : [1];
  const tickvals: number[] = [];
  for (let power = Math.floor(Math.log10(lowest)); 10 ** power <= highest * 2; power++) {
    tickvals.push(...steps.map((step) => Number((step * 10 ** power).toPrecision(1))));
  }
  const near = tickvals.filter((value) => value >= lowest / 2 && value <= highest * 2);
  return { tickmode: "array", tickvals: near, ticktext: near.map((value) => numberText(value)) };
}

/** The lowest and the highest value. */
export function extent(values: ArrayLike<number>): [number, number] {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let index = 0; index < values.length; index++) {
    if (values[index] < lowest) lowest = values[index];
    if (values[index] > highest) highest = values[index];
  }
  return [lowest, highest];
}

/**
 * A text in as few lines of at most `width` characters as it needs, of about one length, broken at
 * spaces; a longer word stays whole.
 */
export function wrapText(text: string, width: number): string[] {
  const lines = fillLines(text, width);
  if (lines.length < 2) return lines;
  for (let narrower = Math.ceil(text.length / lines.length); narrower < width; narrower++) {
    const balanced = fillLines(text, narrower);
    if (balanced.length === lines.length) return balanced;
  }
  return lines;
}

function fillLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
