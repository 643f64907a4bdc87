import { type SearchSpace, type SearchTrial } from "../search";
import { type Figure, type Trace } from "./Figure";
import { isKnown, type SearchFigureOptions } from "./optimizationHistory";
import { PALETTE } from "./palette";
import { searchAxis } from "./searchAxis";
import { axis, composeFigure } from "./template";

/** Panels side by side, at most. */
const PANELS_IN_A_ROW = 3;

/**
 * The objective against each parameter by itself, a panel each; later trials are darker, so that
 * one sees where the search went.
 *
 * @throws RangeError if no trial has a value
 */
export function searchSlices(
  space: SearchSpace,
  history: readonly SearchTrial[],
  options: SearchFigureOptions,
): Figure {
  const { objective } = options;
  const known = history.flatMap(({ settings, value }, trial) =>
    isKnown(value) ? [{ settings, value, trial }] : [],
  );
  if (known.length === 0) {
    throw new RangeError("searchSlices requires a trial with a value, got none");
  }
  const names = Object.keys(space);
  const columnCount = Math.min(PANELS_IN_A_ROW, names.length);
  const rowCount = Math.ceil(names.length / columnCount);
  const traces: Trace[] = [];
  const more: Record<string, unknown> = { showlegend: false };
  names.forEach((name, panel) => {
    const suffix = panel === 0 ? "" : `${panel + 1}`;
    const scale = searchAxis(
      space[name],
      known.map(({ settings }) => (name in settings ? settings[name] : undefined)),
    );
    traces.push({
      type: "scatter",
      mode: "markers",
      x: scale.places,
      y: known.map(({ value }) => value),
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      marker: {
        size: 7,
        color: known.map(({ trial }) => trial),
        colorscale: [
          [0, "#C9DDEC"],
          [1, PALETTE[0]],
        ],
      },
      text: known.map(({ trial }) => `trial ${trial + 1}`),
      hovertemplate: `%{text}: %{y:.4~g}<extra></extra>`,
    });
    const [column, row] = [panel % columnCount, Math.floor(panel / columnCount)];
    const margin = (scale.range[1] - scale.range[0]) * 0.06 || 0.5;
    more[`xaxis${suffix}`] = {
      ...axis({ title: name, more: { zeroline: false } }),
      domain: domainOf(column, columnCount, 0.06),
      anchor: `y${suffix}`,
      tickvals: scale.ticks,
      ticktext: scale.labels,
      range: [scale.range[0] - margin, scale.range[1] + margin],
    };
    more[`yaxis${suffix}`] = {
      ...axis({ title: column === 0 ? objective : "" }),
      domain: domainOf(rowCount - 1 - row, rowCount, rowCount > 1 ? 0.16 : 0),
      anchor: `x${suffix}`,
      ...(panel > 0 && { matches: "y" }),
      showticklabels: column === 0,
    };
  });
  return composeFigure(
    {
      name: "search-slices",
      title: `${objective} against each of ${names.length} settings`,
      traces,
      height: 80 + 240 * rowCount,
      more,
    },
    { subtitle: `${known.length} trials; the darker, the later`, ...options },
  );
}

/** The place of one of several panels along an axis of the figure. */
function domainOf(index: number, count: number, gap: number): [number, number] {
  const width = (1 - gap * (count - 1)) / count;
  const start = index * (width + gap);
  return [start, Math.min(1, start + width)];
}
