import { type Interactions } from "../data";
import { type ColdShare, coldShares } from "./coldShares";
import { compareWithLogNormal, type TailComparison } from "./compareWithLogNormal";
import { type Component, connectedComponents } from "./connectedComponents";
import { cooccurrenceCoverage } from "./cooccurrenceCoverage";
import { type Density, density } from "./density";
import { gini } from "./gini";
import { type HistoryQuantiles, historyQuantiles } from "./historyQuantiles";
import { interactionCounts, type LogSide } from "./interactionCounts";
import { fitPowerLaw, type PowerLawFit } from "./powerLaw";
import { powerLawPValue } from "./powerLawPValue";
import { type ValuesByExposure, valuesByExposure } from "./valuesByExposure";

/** What is said of users, and of items. */
export interface SideReport {
  readonly history: HistoryQuantiles;
  readonly gini: number;
  readonly cold: readonly ColdShare[];
  /** Null where fewer than two distinct counts above 0 leave nothing to fit. */
  readonly powerLaw:
    (PowerLawFit & { readonly pValue: number; readonly againstLogNormal: TailComparison }) | null;
}

/** How sparse a log is, as plain numbers ready for JSON. */
export interface SparsityReport {
  readonly density: Density;
  readonly users: SideReport;
  readonly items: SideReport;
  readonly cooccurrence: {
    readonly pairCount: number;
    readonly possiblePairCount: number;
    readonly coverage: number;
  };
  readonly components: { readonly count: number; readonly largest: Component };
  /** Null where values carry nothing: fewer than three items with a value, or all alike. */
  readonly valuesByExposure: ValuesByExposure | null;
  /** Of the power law's bootstrap. */
  readonly seed: number;
  readonly bootstrapCount: number;
}

export interface SparsityOptions {
  /** Of the power law's bootstrap. Default 1. */
  readonly seed?: number;
  /** Synthetic logs of the power law's test. Default 200. */
  readonly bootstrapCount?: number;
}

/**
 * Gathers what this room can say of a log: density, history quantiles, Gini, cold shares, power
 * law against log-normal, co-occurrence, components, and whether values depend on exposure.
 *
 * @throws RangeError if the log is empty
 */
export function sparsityReport(
  interactions: Interactions,
  options: SparsityOptions = {},
): SparsityReport {
  if (interactions.count === 0) {
    throw new RangeError("sparsityReport requires interactions, got an empty log");
  }
  const { seed = 1, bootstrapCount = 200 } = options;
  const side = (name: LogSide): SideReport =>
    sideReport(interactions, name, { seed, bootstrapCount });
  const { pairCount, possiblePairCount, coverage } = cooccurrenceCoverage(interactions);
  const { components } = connectedComponents(interactions);
  return {
    density: density(interactions),
    users: side("user"),
    items: side("item"),
    cooccurrence: { pairCount, possiblePairCount, coverage },
    components: { count: components.length, largest: components[0] },
    valuesByExposure: carriesValues(interactions) ? valuesByExposure(interactions) : null,
    seed,
    bootstrapCount,
  };
}

function sideReport(
  interactions: Interactions,
  side: LogSide,
  test: { seed: number; bootstrapCount: number },
): SideReport {
  const counts = interactionCounts(interactions, side);
  const common = {
    history: historyQuantiles(interactions, side),
    gini: gini(counts),
    cold: coldShares(interactions, side),
  };
  if (new Set(counts.filter((count) => count > 0)).size < 2) return { ...common, powerLaw: null };
  const fit = fitPowerLaw(counts);
  const pValue = powerLawPValue(counts, fit, test);
  const againstLogNormal = compareWithLogNormal(counts, fit);
  return { ...common, powerLaw: { ...fit, pValue, againstLogNormal } };
}

/** Whether at least three items have a value, and values differ. */
function carriesValues({ value, itemIndex }: Interactions): boolean {
  const items = new Set<number>();
  const values = new Set<number>();
  for (let row = 0; row < value.length && (items.size < 3 || values.size < 2); row++) {
    if (Number.isNaN(value[row])) continue;
    items.add(itemIndex[row]);
    values.add(value[row]);
  }
  return items.size >= 3 && values.size >= 2;
}
