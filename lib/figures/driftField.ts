import { type Figure, type FigureOptions } from "./Figure";
import { numberText } from "./numberText";
import { BASELINE_COLOUR, PALETTE } from "./palette";
import { composeFigure, extent } from "./template";

/** Where users are on a map of interests, and where they are later; each of shape [users]. */
export interface DriftMoves {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly nextX: ArrayLike<number>;
  readonly nextY: ArrayLike<number>;
}

export interface DriftFieldOptions extends FigureOptions {
  /** What the axes are, with the unit. */
  readonly xTitle?: string;
  readonly yTitle?: string;
  /** Cells of the map in each direction; default 10. */
  readonly cellCount?: number;
  /** Users that a cell needs for an arrow; default 5. */
  readonly leastUsers?: number;
}

/**
 * Where interests drift: the map in cells, an arrow for the mean move of the users in a cell, its
 * foot at their mean place, its head a dot; arrows are drawn to the map's scale.
 *
 * @throws RangeError if the columns' lengths differ, or no cell has enough users
 */
export function driftField(moves: DriftMoves, options: DriftFieldOptions = {}): Figure {
  const lengths = [moves.x, moves.y, moves.nextX, moves.nextY].map(({ length }) => length);
  if (new Set(lengths).size > 1) {
    throw new RangeError(`driftField requires columns of one length, got ${lengths.join(", ")}`);
  }
  const { cellCount = 10, leastUsers = 5 } = options;
  const arrows = meanMoves(moves, cellCount).filter(({ count }) => count >= leastUsers);
  if (arrows.length === 0) {
    throw new RangeError(
      `driftField requires a cell with ${leastUsers} users, got ${lengths[0]} users over ` +
        `${cellCount ** 2} cells`,
    );
  }
  const zh = options.language === "zh";
  const mean = arrows.reduce((sum, { dx, dy, count }) => sum + count * Math.hypot(dx, dy), 0);
  const total = arrows.reduce((sum, { count }) => sum + count, 0);
  const length = numberText(mean / total, 2);
  return composeFigure(
    {
      name: "drift-field",
      title: zh
        ? `兴趣的漂移：各处用户平均移动 ${length}（${numberText(total)} 位用户）`
        : `Where interests drift: users of a place move by ${length} on average (${numberText(total)} users)`,
      traces: [
        {
          type: "scatter",
          mode: "markers",
          name: zh ? "用户" : "users",
          x: Array.from(moves.x),
          y: Array.from(moves.y),
          marker: { size: 3, color: BASELINE_COLOUR, opacity: 0.35 },
          hoverinfo: "skip",
        },
        {
          type: "scatter",
          mode: "lines",
          name: zh ? "平均移动" : "mean move",
          x: arrows.flatMap(({ x, dx }) => [x, x + dx, NaN]),
          y: arrows.flatMap(({ y, dy }) => [y, y + dy, NaN]),
          line: { color: PALETTE[0], width: 2.5 },
          connectgaps: false,
          hoverinfo: "skip",
        },
        {
          type: "scatter",
          mode: "markers",
          x: arrows.map(({ x, dx }) => x + dx),
          y: arrows.map(({ y, dy }) => y + dy),
          marker: {
            symbol: "triangle-up",
            size: 9,
            color: PALETTE[0],
            // Clockwise from upwards, in degrees.
            angle: arrows.map(({ dx, dy }) => (Math.atan2(dx, dy) * 180) / Math.PI),
          },
          customdata: arrows.map(({ count }) => count),
          hovertemplate: zh ? "%{customdata} 位用户<extra></extra>" : "%{customdata} users<extra></extra>",
          showlegend: false,
        },
      ],
      x: { title: options.xTitle ?? (zh ? "第一坐标" : "first coordinate") },
      y: { title: options.yTitle ?? (zh ? "第二坐标" : "second coordinate"), more: { scaleanchor: "x" } },
      height: 560,
    },
    options,
  );
}

interface Arrow {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly count: number;
}

/** Mean place and mean move of the users in each cell that has any. */
function meanMoves({ x, y, nextX, nextY }: DriftMoves, cellCount: number): Arrow[] {
  const cells = new Map<number, { x: number; y: number; dx: number; dy: number; count: number }>();
  const place = (values: ArrayLike<number>): ((user: number) => number) => {
    const [low, high] = extent(values);
    const size = (high - low) / cellCount || 1;
    return (user) => Math.min(cellCount - 1, Math.floor((values[user] - low) / size));
  };
  const [column, row] = [place(x), place(y)];
  for (let user = 0; user < x.length; user++) {
    const key = row(user) * cellCount + column(user);
    const cell = cells.get(key) ?? { x: 0, y: 0, dx: 0, dy: 0, count: 0 };
    cell.x += x[user];
    cell.y += y[user];
    cell.dx += nextX[user] - x[user];
    cell.dy += nextY[user] - y[user];
    cell.count++;
    cells.set(key, cell);
  }
  return [...cells.values()].map(({ count, ...sum }) => ({
    x: sum.x / count,
    y: sum.y / count,
    dx: sum.dx / count,
    dy: sum.dy / count,
    count,
  }));
}
