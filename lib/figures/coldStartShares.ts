import { type Figure, type FigureOptions } from "./Figure";
import { percentText } from "./numberText";
import { PALETTE } from "./palette";
import { composeFigure } from "./template";

export interface ColdStartData {
  /** Interactions of each user. */
  readonly userCounts: ArrayLike<number>;
  /** Interactions of each item. */
  readonly itemCounts: ArrayLike<number>;
}

export interface ColdStartOptions extends FigureOptions {
  /** "Cold" is fewer interactions than this; default 2, 5, 10, 20, 50. */
  readonly thresholds?: readonly number[];
}

/** The share of users and of items with fewer than n interactions, for several n. */
export function coldStartShares(data: ColdStartData, options: ColdStartOptions = {}): Figure {
  const { thresholds = [2, 5, 10, 20, 50] } = options;
  const groups = [
    { noun: "users", counts: Array.from(data.userCounts) },
    { noun: "items", counts: Array.from(data.itemCounts) },
  ].map(({ noun, counts }) => ({ noun, shares: thresholds.map((n) => shareBelow(counts, n)) }));
  const middle = Math.floor((thresholds.length - 1) / 2);
  return composeFigure(
    {
      name: "cold-start-shares",
      title:
        `${percentText(groups[1].shares[middle])} of the items and ` +
        `${percentText(groups[0].shares[middle])} of the users have fewer than ` +
        `${thresholds[middle]} interactions`,
      traces: groups.map(({ noun, shares }, index) => ({
        type: "bar",
        name: noun,
        x: thresholds.map((n) => `< ${n}`),
        y: shares,
        text: shares.map(percentText),
        textposition: "outside",
        cliponaxis: false,
        marker: { color: PALETTE[index] },
      })),
      x: { title: "interactions (count)", more: { type: "category" } },
      y: { title: "share of users, of items", percent: true, more: { range: [0, 1.08] } },
      more: { barmode: "group" },
    },
    options,
  );
}

function shareBelow(counts: readonly number[], n: number): number {
  return counts.filter((count) => count < n).length / counts.length;
}
