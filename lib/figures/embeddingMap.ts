import { type DenseMatrix, principalAxes } from "../matrices";
import { type Figure, type FigureOptions, type Language, type Trace } from "./Figure";
import { numberText } from "./numberText";
import { BASELINE_COLOUR, PALETTE } from "./palette";
import { composeFigure } from "./template";

/** Learned vectors, and what they are of. */
export interface Embeddings {
  /** Of items or interests. */
  readonly labels: readonly string[];
  /** Shape [labels, size]. */
  readonly vectors: DenseMatrix;
  /** What each is coloured by, such as an item's first category. */
  readonly groups?: readonly string[];
}

export interface EmbeddingMapOptions extends FigureOptions {
  /** What the vectors are of, in the title; default "item". */
  readonly noun?: string;
  /** Groups with a colour of their own, the largest; default 6. */
  readonly k?: number;
}

interface Labels {
  readonly noun: string;
  readonly title: (share: string, count: string, noun: string) => string;
  readonly axes: readonly [string, string];
  readonly others: string;
}

const WORDS: Readonly<Record<Language, Labels>> = {
  en: {
    noun: "item",
    title: (share, count, noun) =>
      `Two directions hold ${share} of what tells the ${count} ${noun} vectors apart`,
    axes: ["first principal axis", "second principal axis"],
    others: "others",
  },
  zh: {
    noun: "物品",
    title: (share, count, noun) => `两个方向含有 ${count} 个${noun}向量差异的 ${share}`,
    axes: ["第一主轴", "第二主轴"],
    others: "其他",
  },
};

/** Up to so many points have their labels beside them. */
const MOST_LABELS = 40;

/**
 * Learned vectors on a map: their first two principal axes, so that what a model takes for alike
 * lies together as far as two directions can show it; the title says how far.
 *
 * @throws RangeError if there are no vectors, or labels or groups differ from them in number
 */
export function embeddingMap(data: Embeddings, options: EmbeddingMapOptions = {}): Figure {
  const { labels, vectors, groups } = data;
  const { length } = labels;
  if (length === 0 || vectors.rowCount !== length || (groups && groups.length !== length)) {
    throw new RangeError(
      `embeddingMap requires a label, and a group if any, for each vector, got ${length} labels` +
        `${groups ? `, ${groups.length} groups` : ""} and ${vectors.rowCount} vectors`,
    );
  }
  const { coordinates, shares } = principalAxes(vectors, 2);
  const layer = (name: string, members: readonly number[], color: string): Trace => ({
    type: "scatter",
    mode: length <= MOST_LABELS ? "markers+text" : "markers",
    name,
    x: members.map((each) => Number(coordinates.values[2 * each].toPrecision(4))),
    y: members.map((each) => Number(coordinates.values[2 * each + 1].toPrecision(4))),
    text: members.map((each) => labels[each]),
    textposition: "top center",
    textfont: { size: 12 },
    marker: { size: length <= MOST_LABELS ? 8 : 6, color, opacity: 0.8 },
    hovertemplate: "%{text}<extra></extra>",
  });
  const words = WORDS[options.language ?? "en"];
  const noun = options.noun ?? words.noun;
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const layers = layersOf(groups ?? labels.map(() => noun), {
    count: options.k ?? 6,
    others: words.others,
    layer,
  });
  return composeFigure(
    {
      name: "embedding-map",
      title: words.title(percent(shares[0] + shares[1]), numberText(length), noun),
      traces: layers,
      x: { title: `${words.axes[0]} (${percent(shares[0])})`, more: { zeroline: false } },
      y: { title: `${words.axes[1]} (${percent(shares[1])})`, more: { zeroline: false } },
      height: 540,
      more: { legend: { orientation: "v", x: 1.01, y: 1, xanchor: "left", yanchor: "top" } },
    },
    options,
  );
}

/** The largest groups in colours of their own over the others in grey. */
function layersOf(
  groups: readonly string[],
  parts: {
    readonly count: number;
    readonly others: string;
    readonly layer: (name: string, members: readonly number[], colour: string) => Trace;
  },
): Trace[] {
  const { count, others, layer } = parts;
  const byGroup = new Map<string, number[]>();
  groups.forEach((group, each) => {
    byGroup.set(group, [...(byGroup.get(group) ?? []), each]);
  });
  const ranked = [...byGroup].sort((a, b) => b[1].length - a[1].length);
  const k = Math.min(count, PALETTE.length - 1);
  const rest = ranked.slice(k).flatMap(([, members]) => members);
  const own = ranked
    .slice(0, k)
    .map(([group, members], i) =>
      layer(ranked.length > 1 ? `${group} (${numberText(members.length)})` : group, members, PALETTE[i]),
    );
  if (rest.length === 0) return own;
  return [layer(`${others} (${numberText(rest.length)})`, rest, BASELINE_COLOUR), ...own];
}
