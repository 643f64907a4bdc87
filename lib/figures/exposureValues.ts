import { type Figure, type FigureOptions } from "./Figure";
import { lines } from "./lines";
import { numberText } from "./numberText";

/** What `valuesByExposure` gives. */
export interface ExposureValuesData {
  readonly side: "user" | "item";
  /** Mean value of each tenth of the rows, those of the least exposed first. */
  readonly meanByTenth: readonly number[];
  /** Spearman's, of exposure and mean value. */
  readonly rankCorrelation: number;
}

/**
 * Mean value against exposure: rows in ten equal parts, from those of the rarest items (or users)
 * to those of the busiest. Parts without a row are left out.
 */
export function exposureValues(data: ExposureValuesData, options: FigureOptions = {}): Figure {
  const { side, meanByTenth, rankCorrelation } = data;
  const tenths = Array.from(meanByTenth.keys()).filter((t) => Number.isFinite(meanByTenth[t]));
  if (tenths.length === 0) {
    throw new RangeError("exposureValues requires at least one mean value, got none");
  }
  const values = tenths.map((tenth) => meanByTenth[tenth]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const end = (value: number) => numberText(value, 3);
  return lines([{ name: "mean value", x: tenths.map((tenth) => tenth + 1), y: values }], {
    name: "exposure-values",
    title:
      `Values go from ${end(values[0])} for the rarest ${side}s to ${end(values.at(-1)!)} for the ` +
      `busiest (rank correlation ${numberText(rankCorrelation, 2)})`,
    x: { title: `tenth of the rows, those of the rarest ${side}s first`, more: { dtick: 1 } },
    y: { title: "mean value" },
    baseline: { value: mean, name: "mean of all" },
    ...options,
  });
}
