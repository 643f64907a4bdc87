import { type Figure, type FigureOptions } from "./Figure";
import { numberText } from "./numberText";
import { PALETTE } from "./palette";
import { composeFigure, logTicks } from "./template";

export interface LongTailOptions extends FigureOptions {
  /** What has the counts, in the plural: "items". */
  readonly of?: string;
  /** What is counted: "interactions". */
  readonly counted?: string;
}

/**
 * Count against rank, both logarithmic: the long tail. Counts of 0 are left out.
 *
 * @param counts - one for each item, any order
 * @throws RangeError if no count is above 0
 */
export function longTail(counts: ArrayLike<number>, options: LongTailOptions = {}): Figure {
  const { of = "items", counted = "interactions" } = options;
  const falling = Array.from(counts)
    .filter((count) => count > 0)
    .sort((a, b) => b - a);
  if (falling.length === 0) throw new RangeError("longTail requires a count above 0, got none");
  const total = falling.reduce((sum, count) => sum + count, 0);
  let headCount = 0;
  for (let held = 0; held < total / 2; headCount++) held += falling[headCount];
  const ranks = logRanks(falling.length);
  return composeFigure(
    {
      name: "long-tail",
      title:
        `Half of the ${counted} fall on ${numberText(headCount)} of ` +
        `${numberText(falling.length)} ${of}`,
      traces: [
        {
          type: "scatter",
          mode: "lines+markers",
          x: ranks,
          y: ranks.map((rank) => falling[rank - 1]),
          line: { color: PALETTE[0], width: 2 },
          marker: { color: PALETTE[0], size: 5 },
          hovertemplate: `rank %{x:,}: %{y:,} ${counted}<extra></extra>`,
        },
      ],
      x: { title: `rank among ${of} (1 is the busiest)`, log: true },
      y: { title: `${counted} (count)`, log: true, more: logTicks(falling) },
    },
    options,
  );
}

/** Ranks 1..size at about 40 a decade, so that the picture stays small for any size. */
function logRanks(size: number): number[] {
  const ranks = new Set<number>();
  for (let step = 0; ; step++) {
    const rank = Math.round(10 ** (step / 40));
    if (rank >= size) break;
    ranks.add(rank);
  }
  return [...ranks, size];
}
