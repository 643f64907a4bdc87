import { type Figure, type FigureOptions, type Language } from "./Figure";
import { measureText, numberText } from "./numberText";
import { BASELINE_COLOUR, PALETTE } from "./palette";
import { composeFigure } from "./template";

/** Forecasts of about the same confidence, as `reliabilityCurve` gathers them. */
export interface ReliabilityPoint {
  /** Mean forecast probability, in [0, 1]. */
  readonly confidence: number;
  /** Share of outcomes that came, in [0, 1]. */
  readonly observed: number;
  /** Weight of the outcomes, above 0. */
  readonly weight: number;
}

export interface ReliabilityDiagramOptions extends FigureOptions {
  /** What came or didn't: "the likeliest interest". */
  readonly event?: string;
  /** Whose forecasts these are: "the posterior mean". */
  readonly forecaster?: string;
  /** The error that true forecasts stay below: `calibrationBand`'s highIfCalibrated, same bins. */
  readonly chanceError?: number;
}

interface Labels {
  readonly title: (comes: string, error: string) => string;
  readonly withinChance: string;
  readonly onAverage: string;
  readonly lessOften: string;
  readonly moreOften: string;
  readonly outcomes: (total: string, bins: number) => string;
  readonly perfect: string;
  readonly event: string;
  readonly forecaster: string;
  readonly hover: string;
  readonly x: (event: string) => string;
  readonly y: string;
}

const WORDS: Readonly<Record<Language, Labels>> = {
  en: {
    title: (comes, error) => `What was called probable came ${comes} (calibration error ${error})`,
    withinChance: "as often as told, within chance",
    onAverage: "about as often as told on average",
    lessOften: "less often than told: overconfident",
    moreOften: "more often than told: underconfident",
    outcomes: (total, bins) => `n = ${total} outcomes in ${bins} bins`,
    perfect: "perfect calibration",
    event: "the likeliest interest",
    forecaster: "forecasts",
    hover: "called %{x:.3f}, came %{y:.3f} of %{customdata:,}",
    x: (event) => `forecast probability of ${event}`,
    y: "share that came",
  },
  zh: {
    title: (comes, error) => `预报为可能的事件${comes}（校准误差 ${error}）`,
    withinChance: "发生频率与预报一致（在偶然误差内）",
    onAverage: "平均发生频率与预报大致相同",
    lessOften: "发生得比预报少：过于自信",
    moreOften: "发生得比预报多：信心不足",
    outcomes: (total, bins) => `n = ${total} 个结果，分为 ${bins} 组`,
    perfect: "完全校准",
    event: "最可能的兴趣",
    forecaster: "预报",
    hover: "预报 %{x:.3f}，实际 %{y:.3f}，共 %{customdata:,}",
    x: (event) => `${event}的预报概率`,
    y: "实际发生的比例",
  },
};

/**
 * How often things happened against how probable they were called, a marker a bin, its area in
 * proportion to the outcomes in it (down to a least size), beside the diagonal of perfect calibration. The title has the
 * expected calibration error of these bins, and says which way it goes where that isn't within chance.
 *
 *     ECE = sum over bins of weight |observed - confidence| / sum of weights
 *
 * @param points - bins with outcomes, by rising confidence; shape [bins]
 * @throws RangeError if there is no bin, or one has a share outside [0, 1] or no weight
 * @see DeGroot, Fienberg (1983), The comparison and evaluation of forecasters, doi:10.2307/2987588
 */
export function reliabilityDiagram(
  points: readonly ReliabilityPoint[],
  options: ReliabilityDiagramOptions = {},
): Figure {
  points.forEach(checkPoint);
  if (points.length === 0) throw new RangeError("reliabilityDiagram requires bins, got none");
  const words = WORDS[options.language ?? "en"];
  const { event = words.event, forecaster = words.forecaster } = options;
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const meanGap = (of: (gap: number) => number): number =>
    points.reduce(
      (sum, { confidence, observed, weight }) => sum + weight * of(observed - confidence),
      0,
    ) / total;
  const error = meanGap(Math.abs);
  const bias = meanGap((gap) => gap);
  const heaviest = Math.max(...points.map(({ weight }) => weight));
  const subtitle = words.outcomes(numberText(total), points.length);
  return composeFigure(
    {
      name: "reliability-diagram",
      title: words.title(
        comesText(words, { bias, error, chanceError: options.chanceError }),
        measureText(error),
      ),
      traces: [
        {
          type: "scatter",
          mode: "lines",
          name: words.perfect,
          x: [0, 1],
          y: [0, 1],
          line: { color: BASELINE_COLOUR, width: 2, dash: "dash" },
          hoverinfo: "skip",
        },
        {
          type: "scatter",
          mode: "lines+markers",
          name: forecaster,
          x: points.map(({ confidence }) => confidence),
          y: points.map(({ observed }) => observed),
          line: { color: PALETTE[0], width: 2.5 },
          marker: {
            color: PALETTE[0],
            size: points.map(({ weight }) => Math.max(4, 24 * Math.sqrt(weight / heaviest))),
          },
          customdata: points.map(({ weight }) => weight),
          hovertemplate: `${words.hover}<extra></extra>`,
        },
      ],
      x: { title: words.x(event), percent: true, more: { range: [0, 1.02] } },
      y: { title: words.y, percent: true, more: { range: [0, 1.04] } },
      height: 420,
    },
    { ...options, subtitle: options.subtitle ?? subtitle },
  );
}

/** On the whole more, less or about as often as told; `bias` is the mean of observed - called. */
function comesText(
  words: Labels,
  { bias, error, chanceError }: { bias: number; error: number; chanceError?: number },
): string {
  if (chanceError !== undefined && error <= chanceError) return words.withinChance;
  // Where bins err both ways, the errors cancel in the bias.
  if (Math.abs(bias) < error / 2 || Math.abs(bias) < 0.01) return words.onAverage;
  return bias < 0 ? words.lessOften : words.moreOften;
}

function checkPoint({ confidence, observed, weight }: ReliabilityPoint, bin: number): void {
  const isShare = (value: number): boolean => value >= 0 && value <= 1;
  if (!isShare(confidence) || !isShare(observed) || !(weight > 0)) {
    throw new RangeError(
      "reliabilityDiagram requires shares in [0, 1] and weights above 0, got " +
        `${confidence}, ${observed} and ${weight} in bin ${bin}`,
    );
  }
}
