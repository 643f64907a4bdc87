import { type SparseMatrix } from "../matrices";
import { itemCoverage } from "./catalogue/itemCoverage";
import { logScore } from "./distributions/logScore";
import { type Distributions, type Outcomes } from "./distributions/rows";
import { accuracy } from "./ranking/accuracy";
import { averagePrecision } from "./ranking/averagePrecision";
import { f1 } from "./ranking/f1";
import { hitRate } from "./ranking/hitRate";
import { ndcg } from "./ranking/ndcg";
import { type RankedLists } from "./ranking/perList";
import { precision } from "./ranking/precision";
import { rankBiasedPrecision } from "./ranking/rankBiasedPrecision";
import { recall } from "./ranking/recall";
import { reciprocalRank } from "./ranking/reciprocalRank";
import { rPrecision } from "./ranking/rPrecision";

/** What metrics of recommended lists are computed from; rows are the evaluated users. */
export interface ListInput {
  /** Item positions, best first, shape [users][at most k, or more for metrics of whole lists]. */
  readonly lists: RankedLists;
  /** Users x items, values are gains. */
  readonly relevant: SparseMatrix;
  readonly k: number;
  /** Size of the catalogue. */
  readonly itemCount: number;
  /** How many items each list was chosen from, shape [users]. */
  readonly candidateCount: Int32Array;
}

/** What metrics of forecast distributions are computed from. */
export interface ForecastInput {
  readonly forecasts: Distributions;
  readonly outcomes: Outcomes;
}

interface Described {
  /** One line for tables and the command's help. */
  readonly summary: string;
  readonly better: "higher" | "lower";
}

/** A metric by name: what it reads, and one value per user or one for all users together. */
export type Metric =
  | (Described & {
      readonly reads: "lists";
      /** The list length wanted where it is not k: as long as the user's relevant items. */
      readonly depth?: "relevant";
      perUser(input: ListInput): Float64Array;
    })
  | (Described & { readonly reads: "all lists"; total(input: ListInput): number })
  | (Described & { readonly reads: "forecasts"; perUser(input: ForecastInput): Float64Array });

/** Every metric that `evaluate` and the command line know, by name. */
export const METRICS: Readonly<Record<string, Metric>> = {
  precision: {
    reads: "lists",
    better: "higher",
    summary: "share of the k places that hit",
    perUser: ({ lists, relevant, k }) => precision(lists, relevant, k),
  },
  recall: {
    reads: "lists",
    better: "higher",
    summary: "share of the relevant items that is listed",
    perUser: ({ lists, relevant, k }) => recall(lists, relevant, k),
  },
  cappedRecall: {
    reads: "lists",
    better: "higher",
    summary: "hits over min(k, relevant items)",
    perUser: ({ lists, relevant, k }) => recall(lists, relevant, k, { denominator: "capped" }),
  },
  f1: {
    reads: "lists",
    better: "higher",
    summary: "harmonic mean of precision and recall",
    perUser: ({ lists, relevant, k }) => f1(lists, relevant, k),
  },
  accuracy: {
    reads: "lists",
    better: "higher",
    summary: "share of candidates rightly listed or rightly left out",
    perUser: ({ lists, relevant, k, candidateCount }) =>
      accuracy(lists, relevant, k, candidateCount),
  },
  hitRate: {
    reads: "lists",
    better: "higher",
    summary: "1 if any place hits",
    perUser: ({ lists, relevant, k }) => hitRate(lists, relevant, k),
  },
  ndcg: {
    reads: "lists",
    better: "higher",
    summary: "discounted gain over the best possible, gains 0 and 1",
    perUser: ({ lists, relevant, k }) => ndcg(lists, relevant, k),
  },
  linearNdcg: {
    reads: "lists",
    better: "higher",
    summary: "discounted gain over the best possible, gains are the test values",
    perUser: ({ lists, relevant, k }) => ndcg(lists, relevant, k, { gain: "linear" }),
  },
  exponentialNdcg: {
    reads: "lists",
    better: "higher",
    summary: "discounted gain over the best possible, gains are 2^value - 1",
    perUser: ({ lists, relevant, k }) => ndcg(lists, relevant, k, { gain: "exponential" }),
  },
  map: {
    reads: "lists",
    better: "higher",
    summary: "average precision, over all relevant items",
    perUser: ({ lists, relevant, k }) => averagePrecision(lists, relevant, k),
  },
  cappedMap: {
    reads: "lists",
    better: "higher",
    summary: "average precision, over min(k, relevant items)",
    perUser: ({ lists, relevant, k }) =>
      averagePrecision(lists, relevant, k, { denominator: "capped" }),
  },
  mrr: {
    reads: "lists",
    better: "higher",
    summary: "one over the place of the first hit",
    perUser: ({ lists, relevant, k }) => reciprocalRank(lists, relevant, k),
  },
  rPrecision: {
    reads: "lists",
    better: "higher",
    depth: "relevant",
    summary: "precision at as many places as there are relevant items",
    perUser: ({ lists, relevant }) => rPrecision(lists, relevant),
  },
  rbp: {
    reads: "lists",
    better: "higher",
    summary: "rank-biased precision, persistence 0.8",
    perUser: ({ lists, relevant, k }) => rankBiasedPrecision(lists, relevant, k),
  },
  itemCoverage: {
    reads: "all lists",
    better: "higher",
    summary: "share of the catalogue that is recommended to anyone",
    total: ({ lists, itemCount, k }) => itemCoverage(lists, itemCount, k),
  },
  logScore: {
    reads: "forecasts",
    better: "lower",
    summary: "-ln of the probability given to what happened, nats",
    perUser: ({ forecasts, outcomes }) => logScore(forecasts, outcomes),
  },
};

/** @throws RangeError listing the known metrics, if the name is not one */
export function metricNamed(name: string): Metric {
  if (!Object.hasOwn(METRICS, name)) {
    throw new RangeError(`unknown metric: ${name} (known: ${Object.keys(METRICS).join(", ")})`);
  }
  return METRICS[name];
}
