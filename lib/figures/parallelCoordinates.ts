import { type SearchSpace, type SearchTrial } from "../search";
import { type Figure } from "./Figure";
import { measureText } from "./numberText";
import { isKnown, type SearchFigureOptions } from "./optimizationHistory";
import { searchAxis } from "./searchAxis";
import { composeFigure } from "./template";

/** From poor to good: light to dark, in one hue, so that the best lines stand out. */
const COLOURS: readonly (readonly [number, string])[] = [
  [0, "#DCE6EE"],
  [0.7, "#7FB2D9"],
  [1, "#003F66"],
];

/**
 * Each trial with a value as a line through its settings to its objective; the better, the darker.
 *
 * @throws RangeError if no trial has a value
 */
export function parallelCoordinates(
  space: SearchSpace,
  history: readonly SearchTrial[],
  options: SearchFigureOptions,
): Figure {
  const { objective, direction = "minimize" } = options;
  const sign = direction === "minimize" ? -1 : 1;
  const known = history
    .flatMap(({ settings, value }) => (isKnown(value) ? [{ settings, value }] : []))
    // Later lines are drawn over earlier ones.
    .sort((a, b) => sign * (a.value - b.value));
  if (known.length === 0) {
    throw new RangeError("parallelCoordinates requires a trial with a value, got none");
  }
  const values = known.map(({ value }) => value);
  const dimensions = Object.entries(space).map(([name, parameter]) => {
    const axis = searchAxis(
      parameter,
      known.map(({ settings }) => (name in settings ? settings[name] : undefined)),
    );
    return {
      label: name,
      values: axis.places,
      tickvals: axis.ticks,
      ticktext: axis.labels,
      range: axis.range,
    };
  });
  const best = known[known.length - 1];
  const told = Object.entries(best.settings).map(([name, value]) => {
    const isMeasured = typeof value === "number" && !Number.isInteger(value);
    return `${name} ${isMeasured ? measureText(value) : String(value)}`;
  });
  const figure = composeFigure(
    {
      name: "parallel-coordinates",
      title: `The best ${objective}, ${measureText(best.value)}, has ${told.join(", ")}`,
      traces: [
        {
          type: "parcoords",
          line: {
            color: values.map((_, rank) => rank),
            colorscale: COLOURS,
            cmin: 0,
            cmax: Math.max(1, values.length - 1),
          },
          dimensions: [...dimensions, { label: objective, values, tickformat: ".3~g" }],
          labelfont: { size: 13 },
          tickfont: { size: 12 },
        },
      ],
      height: 400,
    },
    { subtitle: `${known.length} trials, one line each; the darker, the better`, ...options },
  );
  // Above the axes stand their names and the end of their range.
  const margin = { l: 90, r: 90, t: figure.layout.meta.titleHeight + 60, b: 36 };
  return { ...figure, layout: { ...figure.layout, margin } };
}
