import { metricNamed } from "../metrics";

/** How a claim is measured: plain JSON, kept with every result. */
export interface Protocol {
  /** Length of the recommended lists. */
  readonly k: number;
  /** Names in `METRICS`. */
  readonly metrics: readonly string[];
  /** Leave out of the lists, and of the items behind forecasts, what the user did in the fitted log. */
  readonly excludeSeen: boolean;
  /**
   * What lists are chosen from: all items; or each user's relevant items and so many others drawn
   * at random; or the relevant items and the negatives of the split, which are given beside the
   * test part. Figures on some candidates are not comparable with those on all.
   */
  readonly candidates: "all" | "negatives" | { readonly sampled: number };
  /** The least value that makes a test interaction relevant; null: every one is. */
  readonly relevantFrom: number | null;
  /** Of the sampled candidates and of the intervals' resamples. */
  readonly seed: number;
  /** Share of resampled means that an interval holds. */
  readonly intervalLevel: number;
  /** How many times users are resampled for an interval. */
  readonly resampleCount: number;
  /** How train and test came about, for the reader. */
  readonly split: string | null;
}

export const DEFAULT_PROTOCOL: Protocol = {
  k: 10,
  metrics: ["ndcg", "recall"],
  excludeSeen: true,
  candidates: "all",
  relevantFrom: null,
  seed: 1,
  intervalLevel: 0.95,
  resampleCount: 1000,
  split: null,
};

/**
 * The protocol with its defaults filled in.
 *
 * @throws RangeError if a value is out of range or a metric unknown
 */
export function completeProtocol(protocol: Partial<Protocol>): Protocol {
  const complete = { ...DEFAULT_PROTOCOL, ...protocol };
  const { k, metrics, candidates } = complete;
  if (!(Number.isInteger(k) && k > 0)) {
    throw new RangeError(`evaluate requires k of at least 1, got ${k}`);
  }
  if (metrics.length === 0) throw new RangeError("evaluate requires metrics, got none");
  metrics.forEach(metricNamed);
  if (
    typeof candidates === "object" &&
    !(Number.isInteger(candidates.sampled) && candidates.sampled > 0)
  ) {
    throw new RangeError(
      `evaluate requires at least 1 sampled candidate, got ${candidates.sampled}`,
    );
  }
  return complete;
}
