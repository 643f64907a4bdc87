import { baselineLine } from "./bars";
import { type Figure, type FigureOptions } from "./Figure";
import { measureText } from "./numberText";
import { modelColour } from "./palette";
import { composeFigure } from "./template";

/** A metric's mean for one model. */
export interface ModelScore {
  readonly model: string;
  readonly value: number;
  /** Bounds of the 95 % interval. */
  readonly low?: number;
  readonly high?: number;
}

export interface ModelComparisonOptions extends FigureOptions {
  /** The metric, with its unit: "NDCG@10", "log score (nats)". */
  readonly metric: string;
  /** The model that the others are compared with. */
  readonly baseline?: string;
  /** Whether lower values win, as for a loss; default false. */
  readonly lowerIsBetter?: boolean;
  /** How many users, seeds: "n = 610 users, 3 seeds". */
  readonly sample?: string;
}

/**
 * A metric by model, best first, with 95 % intervals; the baseline's value runs through the plot
 * as a dashed line.
 *
 * @throws RangeError if there is no score, or the baseline is not among the models
 */
export function modelComparison(
  scores: readonly ModelScore[],
  options: ModelComparisonOptions,
): Figure {
  const { metric, lowerIsBetter = false } = options;
  if (scores.length === 0) throw new RangeError("modelComparison requires scores, got none");
  const sign = lowerIsBetter ? 1 : -1;
  const ranked = [...scores].sort((a, b) => sign * (a.value - b.value));
  const baseline = ranked.find(({ model }) => model === options.baseline);
  if (options.baseline !== undefined && !baseline) {
    throw new RangeError(
      `unknown baseline: ${options.baseline} (known: ${ranked.map(({ model }) => model).join(", ")})`,
    );
  }
  const [best] = ranked;
  return composeFigure(
    {
      name: "model-comparison",
      title: comparisonTitle(best, baseline, metric),
      traces: [
        {
          type: "scatter",
          mode: "markers+text",
          x: ranked.map(({ value }) => value),
          y: ranked.map(({ model }) => model),
          marker: { size: 13, color: ranked.map(({ model }) => modelColour(model)) },
          text: ranked.map(({ value }) => measureText(value)),
          textposition: ranked.map(({ value }) => besideLine(value, baseline?.value)),
          cliponaxis: false,
          error_x: {
            type: "data",
            symmetric: false,
            array: ranked.map(({ value, high }) => (high ?? value) - value),
            arrayminus: ranked.map(({ value, low }) => value - (low ?? value)),
            color: "#1F2933",
            thickness: 1.5,
            width: 6,
          },
          hovertemplate: `%{y}: %{x:.4f}<extra></extra>`,
        },
      ],
      x: { title: `${metric}, ${lowerIsBetter ? "lower" : "higher"} is better; bars: 95% interval` },
      y: {
        title: "",
        more: { type: "category", range: [ranked.length - 0.4, -0.7] },
      },
      height: 120 + 56 * ranked.length,
      more: baseline && baselineLine({ value: baseline.value, name: baseline.model }, true),
    },
    { ...options, subtitle: options.subtitle ?? options.sample },
  );
}

/** Where a value is written so that the baseline's line doesn't cross it. */
function besideLine(value: number, baseline = value): string {
  return value >= baseline ? "top right" : "top left";
}

function comparisonTitle(best: ModelScore, baseline: ModelScore | undefined, metric: string): string {
  if (!baseline) return `${best.model} has the best ${metric}: ${measureText(best.value)}`;
  if (best.model === baseline.model) return `No model beats ${baseline.model} in ${metric}`;
  return (
    `${best.model} leads in ${metric}: ${measureText(best.value)} against ` +
    `${measureText(baseline.value)} for ${baseline.model}`
  );
}
