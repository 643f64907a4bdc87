import { type DenseMatrix, type SparseMatrix } from "../matrices";
import { brier } from "./distributions/brier";
import { exposureEntropy, exposureGini } from "./catalogue/exposure";
import { intraListDiversity } from "./catalogue/intraListDiversity";
import { itemCoverage } from "./catalogue/itemCoverage";
import { listCalibration } from "./catalogue/listCalibration";
import { novelty } from "./catalogue/novelty";
import { popularityLift } from "./catalogue/popularityLift";
import { serendipity } from "./catalogue/serendipity";
import { tailShare } from "./catalogue/tailShare";
import { unexpectedness } from "./catalogue/unexpectedness";
import { userCoverage } from "./catalogue/userCoverage";
import { expectedCalibrationError } from "./calibration/expectedCalibrationError";
import { logScore } from "./distributions/logScore";
import { rankedProbabilityScore } from "./distributions/rankedProbabilityScore";
import { type Distributions, type Outcomes } from "./distributions/rows";
import { sharpness } from "./distributions/sharpness";
import { accuracy } from "./ranking/accuracy";
import { auc } from "./ranking/auc";
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
import { mae, maeByRating } from "./ratings/mae";
import { type RatedPairs } from "./ratings/RatedPairs";
import { rmse, rmseByRating } from "./ratings/rmse";

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
  /** Users x items: what each user did in the fitted log. */
  readonly history: SparseMatrix;
  /** How many users of the fitted log did each item, shape [items], and how many users it has. */
  readonly userCounts: Float64Array;
  readonly fittedUserCount: number;
  /** Items x interests, for metrics that ask what items are like. */
  readonly membership?: SparseMatrix;
}

/** What metrics of scores are computed from: a batch of users, with their scores of all items. */
export interface ScoreInput {
  readonly scores: DenseMatrix;
  readonly relevant: SparseMatrix;
  /** Users x items that are no candidates. */
  readonly excluded?: SparseMatrix;
}

/** What metrics of forecast distributions are computed from. */
export interface ForecastInput {
  readonly forecasts: Distributions;
  readonly outcomes: Outcomes;
}

interface Described {
  /** One line for tables and the command's help. */
  readonly summary: string;
  readonly better: "higher" | "lower" | "neither";
}

/** A metric by name: what it reads, and one value per user or one for all users together. */
export type Metric =
  | (Described & {
      readonly reads: "lists";
      /** The list length wanted where it is not k: as long as the user's relevant items. */
      readonly depth?: "relevant";
      /** Whether `membership` must be there. */
      readonly wantsSpace?: true;
      perUser(input: ListInput): Float64Array;
    })
  | (Described & { readonly reads: "all lists"; total(input: ListInput): number })
  | (Described & { readonly reads: "scores"; perUser(input: ScoreInput): Float64Array })
  | (Described & {
      readonly reads: "ratings";
      perUser(pairs: RatedPairs, userCount: number): Float64Array;
    })
  | (Described & { readonly reads: "all ratings"; total(pairs: RatedPairs): number })
  | (Described & { readonly reads: "forecasts"; perUser(input: ForecastInput): Float64Array })
  | (Described & { readonly reads: "all forecasts"; total(input: ForecastInput): number });

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
  auc: {
    reads: "scores",
    better: "higher",
    summary: "probability that a relevant item scores above another candidate",
    perUser: ({ scores, relevant, excluded }) => auc(scores, relevant, excluded),
  },
  novelty: {
    reads: "lists",
    better: "neither",
    summary: "mean self-information of listed items, bits",
    perUser: ({ lists, k, userCounts, fittedUserCount }) =>
      novelty(lists, k, userCounts, fittedUserCount),
  },
  popularityLift: {
    reads: "lists",
    better: "neither",
    summary: "popularity of listed items over that of the history, less 1",
    perUser: ({ lists, k, history, userCounts }) => popularityLift(lists, k, history, userCounts),
  },
  tailShare: {
    reads: "lists",
    better: "neither",
    summary: "share of the list outside the items that hold 80 % of interactions",
    perUser: ({ lists, k, userCounts }) => tailShare(lists, k, userCounts),
  },
  intraListDiversity: {
    reads: "lists",
    better: "neither",
    wantsSpace: true,
    summary: "mean distance between listed items, 1 - cosine of their interests",
    perUser: ({ lists, k, membership }) => intraListDiversity(lists, k, membership!),
  },
  unexpectedness: {
    reads: "lists",
    better: "neither",
    wantsSpace: true,
    summary: "mean distance of listed items from the history, 1 - cosine",
    perUser: ({ lists, k, history, membership }) => unexpectedness(lists, k, history, membership!),
  },
  serendipity: {
    reads: "lists",
    better: "higher",
    wantsSpace: true,
    summary: "unexpectedness of the places that hit",
    perUser: ({ lists, relevant, k, history, membership }) =>
      serendipity(lists, relevant, k, { history, vectors: membership! }),
  },
  listCalibration: {
    reads: "lists",
    better: "lower",
    wantsSpace: true,
    summary: "KL divergence of the list's interests from the history's (Steck), nats",
    perUser: ({ lists, k, history, membership }) =>
      listCalibration(lists, k, history, { membership: membership! }),
  },
  itemCoverage: {
    reads: "all lists",
    better: "higher",
    summary: "share of the catalogue that is recommended to anyone",
    total: ({ lists, itemCount, k }) => itemCoverage(lists, itemCount, k),
  },
  userCoverage: {
    reads: "all lists",
    better: "higher",
    summary: "share of users with a full list",
    total: ({ lists, k }) => userCoverage(lists, k),
  },
  exposureGini: {
    reads: "all lists",
    better: "neither",
    summary: "Gini coefficient of how often items are listed",
    total: ({ lists, itemCount, k }) => exposureGini(lists, itemCount, k),
  },
  exposureEntropy: {
    reads: "all lists",
    better: "neither",
    summary: "entropy of how often items are listed, nats",
    total: ({ lists, itemCount, k }) => exposureEntropy(lists, itemCount, k),
  },
  rmse: {
    reads: "ratings",
    better: "lower",
    summary: "root mean squared error of a user's values",
    perUser: (pairs, userCount) => rmse(pairs, userCount),
  },
  mae: {
    reads: "ratings",
    better: "lower",
    summary: "mean absolute error of a user's values",
    perUser: (pairs, userCount) => mae(pairs, userCount),
  },
  rmseByRating: {
    reads: "all ratings",
    better: "lower",
    summary: "root mean squared error over all values alike",
    total: rmseByRating,
  },
  maeByRating: {
    reads: "all ratings",
    better: "lower",
    summary: "mean absolute error over all values alike",
    total: maeByRating,
  },
  logScore: {
    reads: "forecasts",
    better: "lower",
    summary: "-ln of the probability given to what happened, nats",
    perUser: ({ forecasts, outcomes }) => logScore(forecasts, outcomes),
  },
  brier: {
    reads: "forecasts",
    better: "lower",
    summary: "squared distance of the forecast from what happened",
    perUser: ({ forecasts, outcomes }) => brier(forecasts, outcomes),
  },
  rps: {
    reads: "forecasts",
    better: "lower",
    summary: "ranked probability score, for interests in an order",
    perUser: ({ forecasts, outcomes }) => rankedProbabilityScore(forecasts, outcomes),
  },
  sharpness: {
    reads: "forecasts",
    better: "neither",
    summary: "entropy of the forecast, nats",
    perUser: ({ forecasts }) => sharpness(forecasts),
  },
  ece: {
    reads: "all forecasts",
    better: "lower",
    summary: "expected calibration error of the most probable interest, 15 bins",
    total: ({ forecasts, outcomes }) => expectedCalibrationError(forecasts, outcomes),
  },
  classwiseEce: {
    reads: "all forecasts",
    better: "lower",
    summary: "expected calibration error of every interest, 15 bins",
    total: ({ forecasts, outcomes }) =>
      expectedCalibrationError(forecasts, outcomes, { of: "classwise" }),
  },
};

/** @throws RangeError listing the known metrics, if the name is not one */
export function metricNamed(name: string): Metric {
  if (!Object.hasOwn(METRICS, name)) {
    throw new RangeError(`unknown metric: ${name} (known: ${Object.keys(METRICS).join(", ")})`);
  }
  return METRICS[name];
}
