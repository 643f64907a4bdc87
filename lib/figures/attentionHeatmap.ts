import { type DenseMatrix, matrixRow } from "../matrices";
import { type Figure, type FigureOptions, type Language } from "./Figure";
import { COLOUR_SCALE } from "./palette";
import { composeFigure } from "./template";

/** Which places of a history read which. */
export interface AttentionData {
  /** What stands at each place, oldest first. */
  readonly labels: readonly string[];
  /** Rows read columns, and sum to 1; shape [labels, labels]. */
  readonly weights: DenseMatrix;
}

export interface AttentionHeatmapOptions extends FigureOptions {
  /** Places drawn at most, the last ones; default 20. */
  readonly placeLimit?: number;
}

/** Characters of a label at an axis; all of it shows on hovering. */
const LABEL_LENGTH = 28;

interface Labels {
  readonly title: (label: string, percent: string) => string;
  readonly attention: string;
  readonly read: string;
  readonly reads: string;
  readonly hover: string;
}

const WORDS: Readonly<Record<Language, Labels>> = {
  en: {
    title: (label, percent) =>
      `To say what comes next, the last place reads ${label} most (${percent} %)`,
    attention: "attention",
    read: "is read",
    reads: "reads",
    hover: "%{y} reads %{x}: %{z:.1%}<extra></extra>",
  },
  zh: {
    title: (label, percent) => `预测下一项时，最后一个位置最关注 ${label}（${percent}%）`,
    attention: "注意力",
    read: "被读取的位置",
    reads: "读取的位置",
    hover: "%{y} 读取 %{x}：%{z:.1%}<extra></extra>",
  },
};

/**
 * A transformer's attention in one history, as colours: each row is a place, each column what it
 * reads. Equal labels are told apart by their place.
 *
 * @throws RangeError if there is no place, or labels and weights differ in number
 */
export function attentionHeatmap(data: AttentionData, options: AttentionHeatmapOptions = {}): Figure {
  const { labels, weights } = data;
  const { length } = labels;
  if (length === 0 || weights.rowCount !== length || weights.columnCount !== length) {
    throw new RangeError(
      `attentionHeatmap requires weights of each place by each, got ${length} labels and ` +
        `[${weights.rowCount}, ${weights.columnCount}]`,
    );
  }
  const first = Math.max(0, length - (options.placeLimit ?? 20));
  const places = labels.map((label, place) => `${place + 1} ${label}`).slice(first);
  const ticks = { tickmode: "array", tickvals: places, ticktext: places.map(shortened) };
  const words = WORDS[options.language ?? "en"];
  const last = matrixRow(weights, length - 1);
  const most = last.indexOf(Math.max(...last));
  return composeFigure(
    {
      name: "attention-heatmap",
      title: words.title(labels[most], (100 * last[most]).toFixed(0)),
      traces: [
        {
          type: "heatmap",
          x: places,
          y: places,
          z: places.map((_, row) =>
            Array.from(matrixRow(weights, first + row).subarray(first), (weight) =>
              Number(weight.toPrecision(3)),
            ),
          ),
          colorscale: COLOUR_SCALE,
          zmin: 0,
          xgap: 1,
          ygap: 1,
          colorbar: { title: { text: words.attention, font: { size: 13 } }, tickformat: ".0%", thickness: 14 },
          hovertemplate: words.hover,
        },
      ],
      x: { title: words.read, more: { type: "category", tickangle: -45, ...ticks } },
      y: { title: words.reads, more: { type: "category", autorange: "reversed", ...ticks } },
      height: 260 + 22 * places.length,
    },
    options,
  );
}

function shortened(label: string): string {
  return label.length > LABEL_LENGTH ? `${label.slice(0, LABEL_LENGTH - 1).trimEnd()}…` : label;
}
