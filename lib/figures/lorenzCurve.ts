import { type Figure, type FigureOptions } from "./Figure";
import { numberText, percentText } from "./numberText";
import { BASELINE_COLOUR, PALETTE } from "./palette";
import { composeFigure } from "./template";

export interface LorenzCurveOptions extends FigureOptions {
  /** What has the counts, in the plural: "items". */
  readonly of?: string;
  /** What is counted: "interactions". */
  readonly counted?: string;
}

/** Points drawn at most: more can't be told apart. */
const POINT_COUNT = 200;

/**
 * The Lorenz curve of counts: the share of all interactions that the least popular share of the
 * items holds, beside the diagonal of perfect equality, with the Gini coefficient.
 *
 *     G = 1 - 2 x (area under the curve)
 *
 * @param counts - one for each item, at least 0, any order
 * @throws RangeError if the counts sum to 0
 */
export function lorenzCurve(counts: ArrayLike<number>, options: LorenzCurveOptions = {}): Figure {
  const { of = "items", counted = "interactions" } = options;
  const rising = Float64Array.from(counts).sort();
  const held = new Float64Array(rising.length + 1); // held[n]: the count of the n smallest
  for (let item = 0; item < rising.length; item++) held[item + 1] = held[item] + rising[item];
  const total = held[rising.length];
  if (!(total > 0)) {
    throw new RangeError(`lorenzCurve requires counts with a sum above 0, got ${total}`);
  }
  let area = 0;
  for (let item = 0; item < rising.length; item++) area += held[item] + held[item + 1];
  const gini = 1 - area / (total * rising.length);
  const topCount = Math.max(1, Math.round(rising.length / 10));
  const topShare = 1 - held[rising.length - topCount] / total;
  const places = curvePlaces(rising.length);
  return composeFigure(
    {
      name: "lorenz-curve",
      title:
        `The busiest tenth of the ${of} holds ${percentText(topShare)} of the ${counted} ` +
        `(Gini ${numberText(gini, 3)})`,
      traces: [
        {
          type: "scatter",
          mode: "lines",
          name: `${of} (${numberText(rising.length)})`,
          x: places.map((place) => place / rising.length),
          y: places.map((place) => held[place] / total),
          line: { color: PALETTE[0], width: 3 },
          fill: "tozeroy",
          fillcolor: "rgba(0, 114, 178, 0.12)",
        },
        {
          type: "scatter",
          mode: "lines",
          name: "all equal",
          x: [0, 1],
          y: [0, 1],
          line: { color: BASELINE_COLOUR, width: 2, dash: "dash" },
        },
      ],
      x: {
        title: `share of ${of}, from the least busy`,
        percent: true,
        more: { range: [0, 1.005] },
      },
      y: { title: `share of ${counted}`, percent: true, more: { range: [0, 1.02] } },
    },
    options,
  );
}

/** Positions 0..size, thinned evenly to at most POINT_COUNT + 1, denser at the steep end. */
function curvePlaces(size: number): number[] {
  if (size <= POINT_COUNT) return Array.from({ length: size + 1 }, (_, place) => place);
  const places = Array.from({ length: POINT_COUNT + 1 }, (_, point) =>
    Math.round(size * (1 - (1 - point / POINT_COUNT) ** 2)),
  );
  return [...new Set(places)];
}
