import { type ParameterImportance } from "../search";
import { bars } from "./bars";
import { type Figure, type FigureOptions } from "./Figure";
import { percentText } from "./numberText";

/** Options of `importanceBars`. */
export interface ImportanceOptions extends FigureOptions {
  readonly objective: string;
}

/** How much each parameter matters, the most first, and how far the surrogate can be trusted. */
export function importanceBars(importance: ParameterImportance, options: ImportanceOptions): Figure {
  const { objective } = options;
  const shares = Object.entries(importance.shares).sort(([, a], [, b]) => b - a);
  const [[first, share]] = shares;
  const trust = Math.max(0, importance.explained);
  return bars(
    { labels: shares.map(([name]) => name), values: shares.map(([, value]) => value) },
    {
      name: "importance",
      ...options,
      title: options.title ?? `${first} accounts for ${percentText(share)} of how ${objective} varies`,
      subtitle:
        options.subtitle ??
        `total effects on a Gaussian process that foresees ${percentText(trust)} of held-out variance`,
      value: `share of the variance of ${objective}`,
      percent: true,
    },
  );
}
