import { paretoFront, type SearchDirection } from "../search";
import { type Figure, type FigureOptions } from "./Figure";
import { BASELINE_COLOUR, PALETTE } from "./palette";
import { composeFigure } from "./template";

/** One of two objectives that are weighed against each other. */
export interface TradeOffAxis {
  /** With its unit: "fit (s)". */
  readonly name: string;
  readonly direction: SearchDirection;
  readonly log?: boolean;
}

/** A point of a trade-off: a trial, a model. */
export interface TradeOffPoint {
  /** Shown where one points at it. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export interface TradeOffOptions extends FigureOptions {
  readonly x: TradeOffAxis;
  readonly y: TradeOffAxis;
}

/**
 * Two objectives, a point each; those that no other beats in both are the front.
 *
 * @throws RangeError if there is no point of two numbers
 */
export function tradeOff(points: readonly TradeOffPoint[], options: TradeOffOptions): Figure {
  const { x, y } = options;
  const known = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
  if (known.length === 0) throw new RangeError("tradeOff requires a point of two numbers, got none");
  const front = new Set(
    paretoFront(
      known.map((point) => [point.x, point.y]),
      [x.direction, y.direction],
    ),
  );
  const onFront = known.filter((_, at) => front.has(at)).sort((a, b) => a.x - b.x || a.y - b.y);
  const beaten = known.filter((_, at) => !front.has(at));
  const marks = (of: readonly TradeOffPoint[], name: string, style: object) => ({
    type: "scatter" as const,
    name,
    x: of.map((point) => point.x),
    y: of.map((point) => point.y),
    text: of.map(({ label }) => label),
    hovertemplate: "%{text}: %{x:.4~g}, %{y:.4~g}<extra></extra>",
    ...style,
  });
  const wish = ({ name, direction }: TradeOffAxis): string =>
    `${name}, ${direction === "minimize" ? "lower" : "higher"} is better`;
  const isMany = onFront.length !== 1;
  return composeFigure(
    {
      name: "trade-off",
      title:
        `${onFront.length} of ${known.length} ${isMany ? "are" : "is"} beaten by no other ` +
        `in both ${x.name} and ${y.name}`,
      traces: [
        marks(beaten, "beaten in both", {
          mode: "markers",
          marker: { size: 7, color: BASELINE_COLOUR, opacity: 0.6 },
        }),
        marks(onFront, "Pareto front", {
          mode: "lines+markers",
          line: { shape: "linear", width: 2, dash: "dot", color: PALETTE[0] },
          marker: { size: 9, color: PALETTE[0] },
        }),
      ],
      x: { title: wish(x), log: x.log },
      y: { title: wish(y), log: y.log },
    },
    options,
  );
}
