import { bars } from "./bars";
import { type Figure, type FigureOptions } from "./Figure";
import { percentText } from "./numberText";

/** What `cooccurrenceCoverage` gives. */
export interface ItemPartnersData {
  /** Share of pairs of items ever seen together, in [0, 1]. */
  readonly coverage: number;
  /** With how many other items each item was ever seen, shape [items]. */
  readonly partnerCount: ArrayLike<number>;
}

/**
 * With what share of the other items each tenth of the items was ever seen, least met first; the
 * mean over all, which is the coverage, as the baseline.
 *
 * @throws RangeError if there are fewer than two items
 */
export function itemPartners(data: ItemPartnersData, options: FigureOptions = {}): Figure {
  const rising = Float64Array.from(data.partnerCount).sort();
  const itemCount = rising.length;
  if (itemCount < 2) {
    throw new RangeError(`itemPartners requires at least two items, got ${itemCount}`);
  }
  const partCount = Math.min(10, itemCount);
  const shares = Array.from({ length: partCount }, (_, part) => {
    const start = Math.floor((part * itemCount) / partCount);
    const end = Math.floor(((part + 1) * itemCount) / partCount);
    const met = rising.subarray(start, end).reduce((sum, count) => sum + count, 0);
    return met / (end - start) / (itemCount - 1);
  });
  return bars(
    { labels: shares.map((_, part) => `${part + 1}`), values: shares },
    {
      name: "item-partners",
      title: `${percentText(data.coverage)} of all pairs of items were ever seen together`,
      value: "other items met (share)",
      label: `items in ${partCount} equal parts, least met first`,
      percent: true,
      baseline: { value: data.coverage, name: "all items" },
      ...options,
    },
  );
}
