import { type BinaryEvents } from "./events";

/** How forecasts are grouped: by value in steps of one width, or in groups of one size. */
export type Binning = "equalWidth" | "equalMass";

/** Options of everything that bins forecasts. */
export interface BinOptions {
  /** Default 15. */
  readonly binCount?: number;
  /** Default "equalWidth". */
  readonly binning?: Binning;
}

/** Forecasts of about the same confidence, taken together. */
export interface Bin {
  /** Mean forecast probability. */
  confidence: number;
  /** Share of outcomes that came. */
  observed: number;
  /** Weight of the outcomes. */
  weight: number;
}

/**
 * The bin of each event: under "equalWidth" of `binCount` bins the one whose (low, high] holds
 * its confidence (0 is in the first); under "equalMass" by rank of confidence in groups that
 * differ by one event at most, ties in their order.
 *
 * @returns bin numbers, shape [events]
 * @throws RangeError if the number of bins is not a positive whole number
 */
export function binNumbers(
  metricName: string,
  { confidence }: BinaryEvents,
  options: BinOptions,
): Int32Array {
  const { binCount = 15, binning = "equalWidth" } = options;
  if (!(Number.isInteger(binCount) && binCount > 0)) {
    throw new RangeError(`${metricName} requires at least 1 bin, got ${binCount}`);
  }
  if (binning === "equalWidth") {
    return Int32Array.from(confidence, (value) =>
      Math.min(binCount - 1, Math.max(0, Math.ceil(value * binCount) - 1)),
    );
  }
  const numbers = new Int32Array(confidence.length);
  const rising = Array.from(confidence.keys()).sort((a, b) => confidence[a] - confidence[b]);
  rising.forEach((event, rank) => {
    numbers[event] = Math.floor((rank * binCount) / rising.length);
  });
  return numbers;
}

/** The bins that hold an event, by rising number. */
export function gatherBins(events: BinaryEvents, numbers: Int32Array): Bin[] {
  const bins: (Bin | undefined)[] = [];
  numbers.forEach((number, event) => {
    const bin = (bins[number] ??= { confidence: 0, observed: 0, weight: 0 });
    bin.confidence += events.weight[event] * events.confidence[event];
    bin.observed += events.weight[event] * events.observed[event];
    bin.weight += events.weight[event];
  });
  const filled = bins.filter((bin) => bin !== undefined);
  for (const bin of filled) {
    bin.confidence /= bin.weight;
    bin.observed /= bin.weight;
  }
  return filled;
}
