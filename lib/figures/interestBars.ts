import { type Figure, type FigureOptions, type Language } from "./Figure";
import { numberText, percentText } from "./numberText";
import { BASELINE_COLOUR, modelColour } from "./palette";
import { axis, composeFigure } from "./template";

/** What one user is interested in. */
export interface UserInterests {
  readonly user: string;
  readonly interests: readonly string[];
  /** Shape [interests], sums to 1. */
  readonly probabilities: ArrayLike<number>;
  /** Credible interval of each probability, shape [interests]. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  /** What the user did in each interest, shape [interests]; drawn beside the probabilities. */
  readonly historyCounts?: ArrayLike<number>;
  /** The model that says so; sets the colour. */
  readonly model?: string;
}

export interface InterestBarsOptions extends FigureOptions {
  /** The most probable interests to show; default 12. */
  readonly k?: number;
}

interface Labels {
  readonly title: (user: string, interest: string, share: string) => string;
  readonly probability: string;
  readonly interval: string;
  readonly history: string;
  readonly counts: string;
}

const WORDS: Readonly<Record<Language, Labels>> = {
  en: {
    title: (user, interest, share) =>
      `User ${user}: ${interest} is the likeliest next interest (${share})`,
    probability: "probability",
    interval: "probability; lines: credible interval",
    history: "history",
    counts: "interactions in the history",
  },
  zh: {
    title: (user, interest, share) => `用户 ${user}：下一次最可能的兴趣是${interest}（${share}）`,
    probability: "概率",
    interval: "概率；细线为可信区间",
    history: "历史",
    counts: "历史交互次数",
  },
};

/**
 * One user's distribution over interests, most probable first, with credible intervals where
 * given, and the history's counts in a second panel.
 */
export function interestBars(data: UserInterests, options: InterestBarsOptions = {}): Figure {
  const { probabilities, historyCounts, low, high } = data;
  const order = Array.from(probabilities, (_, interest) => interest)
    .sort((a, b) => probabilities[b] - probabilities[a])
    .slice(0, options.k ?? 12);
  const pick = (values: ArrayLike<number>): number[] => order.map((interest) => values[interest]);
  const labels = order.map((interest) => data.interests[interest]);
  const shown = pick(probabilities);
  const colour = modelColour(data.model ?? "ease");
  const words = WORDS[options.language ?? "en"];
  return composeFigure(
    {
      name: "interest-bars",
      title: words.title(data.user, labels[0], percentText(shown[0])),
      traces: [
        {
          type: "bar",
          orientation: "h",
          name: data.model ? `${words.probability}, ${data.model}` : words.probability,
          x: shown,
          y: labels,
          marker: { color: colour },
          hovertemplate: "%{y}: %{x:.1%}<extra></extra>",
          ...(low && high && { error_x: intervals(shown, pick(low), pick(high)) }),
        },
        ...(historyCounts ? [historyTrace(pick(historyCounts), labels, words.history)] : []),
      ],
      x: {
        title: low && high ? words.interval : words.probability,
        percent: true,
        more: { domain: historyCounts ? [0, 0.62] : [0, 1], rangemode: "tozero" },
      },
      y: { title: "", more: { type: "category", autorange: "reversed" } },
      height: 90 + 28 * labels.length,
      more: historyCounts && {
        xaxis2: axis({
          title: words.counts,
          more: {
            domain: [0.68, 1],
            anchor: "y",
            range: [0, 1.2 * Math.max(1, ...pick(historyCounts))],
            nticks: 4,
          },
        }),
      },
    },
    options,
  );
}

function historyTrace(
  counts: number[],
  labels: string[],
  name: string,
): Figure["data"][number] {
  return {
    type: "bar",
    orientation: "h",
    name,
    x: counts,
    y: labels,
    xaxis: "x2",
    marker: { color: BASELINE_COLOUR },
    text: counts.map((count) => numberText(count, 3)),
    textposition: "outside",
    cliponaxis: false,
    hovertemplate: `%{y}: %{x:,.4~g} (${name})<extra></extra>`,
  };
}

function intervals(values: number[], low: number[], high: number[]): Record<string, unknown> {
  return {
    type: "data",
    symmetric: false,
    array: values.map((value, index) => high[index] - value),
    arrayminus: values.map((value, index) => value - low[index]),
    color: "#1F2933",
    thickness: 1.5,
    width: 4,
  };
}
