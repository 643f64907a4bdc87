import { type Figure, type FigureOptions, type Language } from "./Figure";
import { modelColour } from "./palette";
import { composeFigure } from "./template";

/** What is known of one user after each interaction, the prior first. */
export interface KnowledgeStep {
  /** What was learned last: "prior", "1: Alien (Horror, Sci-Fi)". */
  readonly label: string;
  /** Shape [interests]. */
  readonly probabilities: ArrayLike<number>;
  /** Credible interval of each probability, shape [interests]. */
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

export interface KnowledgePath {
  readonly user: string;
  readonly interests: readonly string[];
  readonly steps: readonly KnowledgeStep[];
}

export interface PriorToPosteriorOptions extends FigureOptions {
  /** The interests shown: the likeliest at the end; default 10. */
  readonly k?: number;
}

interface Labels {
  readonly title: (user: string, count: number, percent: number) => string;
  readonly probability: string;
  readonly after: string;
}

const WORDS: Readonly<Record<Language, Labels>> = {
  en: {
    title: (user, count, percent) =>
      `User ${user}: ${count} interactions make the intervals ${percent} % narrower`,
    probability: "probability; lines: credible interval",
    after: "after ",
  },
  zh: {
    title: (user, count, percent) => `用户 ${user}：${count} 次交互使可信区间缩窄 ${percent}%`,
    probability: "概率；细线为可信区间",
    after: "已知：",
  },
};

/**
 * How what is known of a user moves from the prior to the posterior, an interaction a step: bars
 * with credible intervals and a slider that plays through the steps.
 *
 * Steps stand in the slider, not in Plotly's frames: they work wherever data and layout do. It opens
 * at the last one.
 *
 * @throws RangeError if there are no steps
 */
export function priorToPosterior(
  data: KnowledgePath,
  options: PriorToPosteriorOptions = {},
): Figure {
  const { user, interests, steps } = data;
  if (steps.length === 0) throw new RangeError("priorToPosterior requires steps, got none");
  const last = steps[steps.length - 1];
  const order = Array.from(interests.keys())
    .sort((a, b) => last.probabilities[b] - last.probabilities[a])
    .slice(0, options.k ?? 10);
  const most = Math.max(...steps.flatMap(({ high }) => order.map((k) => high[k])));
  const meanWidth = ({ low, high }: KnowledgeStep): number =>
    interests.reduce((sum, _, k) => sum + high[k] - low[k], 0) / interests.length;
  const narrowed = 1 - meanWidth(last) / meanWidth(steps[0]);
  const words = WORDS[options.language ?? "en"];
  return composeFigure(
    {
      name: "prior-to-posterior",
      title: words.title(user, steps.length - 1, Math.round(100 * narrowed)),
      traces: [
        {
          type: "bar",
          orientation: "h",
          y: order.map((k) => interests[k]),
          marker: { color: modelColour("DirichletMultinomial") },
          hovertemplate: "%{y}: %{x:.1%}<extra></extra>",
          ...shown(last, order),
        },
      ],
      x: {
        title: words.probability,
        percent: true,
        more: { range: [0, 1.05 * most] },
      },
      y: { title: "", more: { type: "category", autorange: "reversed" } },
      height: 190 + 28 * order.length,
      more: {
        margin: { l: 110, r: 24, t: 56, b: 150 },
        sliders: [
          {
            active: steps.length - 1,
            currentvalue: { prefix: words.after, font: { size: 14 } },
            pad: { t: 50 },
            steps: steps.map((step, place) => ({
              label: String(place),
              method: "restyle",
              args: [restyled(step, order)],
              value: step.label,
            })),
          },
        ],
      },
    },
    options,
  );
}

function shown(
  { probabilities, low, high }: KnowledgeStep,
  order: readonly number[],
): { x: number[]; error_x: Record<string, unknown> } {
  return {
    x: order.map((k) => probabilities[k]),
    error_x: {
      type: "data",
      symmetric: false,
      array: order.map((k) => high[k] - probabilities[k]),
      arrayminus: order.map((k) => probabilities[k] - low[k]),
    },
  };
}

/** The same as Plotly's restyle wants it: each value in a list of one trace. */
function restyled(step: KnowledgeStep, order: readonly number[]): Record<string, unknown[]> {
  const { x, error_x } = shown(step, order);
  return {
    x: [x],
    "error_x.array": [error_x.array],
    "error_x.arrayminus": [error_x.arrayminus],
  };
}
