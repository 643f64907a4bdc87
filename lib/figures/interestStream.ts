import { type Figure, type FigureOptions, type Language, type Trace } from "./Figure";
import { percentText } from "./numberText";
import { PALETTE } from "./palette";
import { axis, composeFigure } from "./template";

/** One user's interests over time: what was estimated, and what is forecast. */
export interface StreamData {
  readonly user: string;
  readonly interests: readonly string[];
  /** Names of the windows, past ones and then those to come. */
  readonly windows: readonly string[];
  /** Shape [windows][interests]; rows sum to 1; first those of the past, then the forecast. */
  readonly shares: readonly ArrayLike<number>[];
  /** How many of the windows are past. */
  readonly knownCount: number;
  /** Intervals of the forecast windows, shape [forecast windows][interests]. */
  readonly low: readonly ArrayLike<number>[];
  readonly high: readonly ArrayLike<number>[];
  /** Of the intervals, such as 0.9. */
  readonly level: number;
}

export interface InterestStreamOptions extends FigureOptions {
  /** Interests that are drawn by themselves; the others are one band. Default 6. */
  readonly k?: number;
  /** Interests whose fan is drawn; default 3. */
  readonly fanCount?: number;
}

const WORDS: Readonly<Record<Language, Record<string, string>>> = {
  en: { others: "others", share: "share of interest", window: "window", fan: "probability" },
  zh: { others: "其他", share: "兴趣占比", window: "时间窗", fan: "概率" },
};

const OTHERS_COLOUR = "#D0D5DB";

/**
 * How a user's interests moved and are forecast to move: above, the shares as a stream, the forecast
 * behind a line; below, the likeliest interests with the forecast's interval as a fan.
 *
 * @throws RangeError if there is no past or no forecast window, or shapes disagree
 */
export function interestStream(data: StreamData, options: InterestStreamOptions = {}): Figure {
  const { windows, knownCount, shares, low, high, interests } = data;
  const aheadCount = windows.length - knownCount;
  if (!(knownCount >= 1 && aheadCount >= 1) || shares.length !== windows.length) {
    throw new RangeError(
      `interestStream requires past and forecast windows with shares, got ${knownCount} past of ` +
        `${windows.length} and ${shares.length} rows`,
    );
  }
  if (low.length !== aheadCount || high.length !== aheadCount) {
    throw new RangeError(
      `interestStream requires intervals of ${aheadCount} windows, got ${low.length} and ${high.length}`,
    );
  }
  const language = options.language ?? "en";
  const words = WORDS[language];
  const order = byMeanShare(shares).slice(0, Math.min(options.k ?? 6, PALETTE.length - 1));
  const fans = byMeanShare(shares.slice(knownCount)).slice(0, options.fanCount ?? 3);
  for (const fan of fans) if (!order.includes(fan)) order.push(fan);
  const colourOf = (interest: number): string => PALETTE[order.indexOf(interest) % PALETTE.length];
  const bands = order.map((interest) =>
    band(interests[interest], windows, shares.map((row) => row[interest]), colourOf(interest)),
  );
  const rest = shares.map((row) =>
    Math.max(0, 1 - order.reduce((sum, interest) => sum + row[interest], 0)),
  );
  const lines = fans.flatMap((interest) => fanTraces(data, interest, colourOf(interest)));
  const x = { title: words.window, more: { type: "category", nticks: 12, anchor: "y2" } };
  const split = { width: 1.5, dash: "dash", color: "#1F2933" };
  return composeFigure(
    {
      name: "interest-stream",
      title: titleOf(data, language),
      traces: [...bands, band(words.others, windows, rest, OTHERS_COLOUR), ...lines],
      x,
      y: { title: words.share, percent: true, more: { domain: [0.47, 1], range: [0, 1] } },
      height: 520,
      more: {
        yaxis2: axis({
          title: words.fan,
          percent: true,
          more: { domain: [0, 0.38], rangemode: "tozero", anchor: "x" },
        }),
        shapes: [
          {
            type: "line",
            xref: "x",
            yref: "paper",
            x0: knownCount - 0.5,
            x1: knownCount - 0.5,
            y0: 0,
            y1: 1,
            line: split,
          },
        ],
      },
    },
    options,
  );
}

function titleOf({ user, interests, shares, knownCount, windows }: StreamData, language: Language): string {
  const last = shares[shares.length - 1];
  const top = byMeanShare([last])[0];
  const from = percentText(shares[knownCount - 1][top]);
  const to = percentText(last[top]);
  const ahead = windows.length - knownCount;
  return language === "zh"
    ? `用户 ${user}：${interests[top]} 最可能领先，${ahead} 个时间窗后由 ${from} 变为 ${to}`
    : `User ${user}: ${interests[top]} is forecast to lead, from ${from} now to ${to} in ${ahead} windows`;
}

function band(name: string, x: readonly string[], y: readonly number[], colour: string): Trace {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: [...x],
    y: y.map((share) => Number(share.toPrecision(5))),
    stackgroup: "shares",
    line: { width: 0.5, color: "#FFFFFF", shape: "spline" },
    fillcolor: colour,
    hovertemplate: `${name}: %{y:.1%}<extra>%{x}</extra>`,
  };
}

function fanTraces(data: StreamData, interest: number, colour: string): Trace[] {
  const { windows, knownCount, shares, low, high, level } = data;
  const name = data.interests[interest];
  const ahead = windows.slice(knownCount);
  const all = shares.map((row) => row[interest]);
  // The fan opens at the last known window.
  const x = [windows[knownCount - 1], ...ahead];
  const upper = [all[knownCount - 1], ...high.map((row) => row[interest])];
  const lower = [all[knownCount - 1], ...low.map((row) => row[interest])];
  const common = { type: "scatter", mode: "lines", yaxis: "y2", showlegend: false } as const;
  return [
    {
      ...common,
      x: [...x, ...x.toReversed()],
      y: [...upper, ...lower.toReversed()],
      fill: "toself",
      fillcolor: `${colour}33`, // 20 % opaque
      line: { width: 0 },
      hoverinfo: "skip",
      meta: { level },
    },
    {
      ...common,
      x: windows.slice(0, knownCount),
      y: all.slice(0, knownCount),
      line: { color: colour, width: 2.5 },
      hovertemplate: `${name}: %{y:.1%}<extra>%{x}</extra>`,
    },
    {
      ...common,
      x,
      y: all.slice(knownCount - 1),
      line: { color: colour, width: 2.5, dash: "dot" },
      hovertemplate: `${name}: %{y:.1%}<extra>%{x}</extra>`,
    },
  ];
}

/** Interests by falling mean share. */
function byMeanShare(shares: readonly ArrayLike<number>[]): number[] {
  const sums = new Float64Array(shares[0].length);
  for (const row of shares) for (let k = 0; k < sums.length; k++) sums[k] += row[k];
  return Array.from(sums.keys()).sort((a, b) => sums[b] - sums[a]);
}
