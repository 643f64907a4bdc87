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
import { FORECAST_METRICS } from "./forecastMetrics";
import { type Metric } from "./Metric";
import { accuracy } from "./ranking/accuracy";
import { auc, groupedAuc } from "./ranking/auc";
import { averagePrecision } from "./ranking/averagePrecision";
import { f1 } from "./ranking/f1";
import { hitRate } from "./ranking/hitRate";
import { ndcg } from "./ranking/ndcg";
import { precision } from "./ranking/precision";
import { rankBiasedPrecision } from "./ranking/rankBiasedPrecision";
import { recall } from "./ranking/recall";
import { reciprocalRank } from "./ranking/reciprocalRank";
import { rPrecision } from "./ranking/rPrecision";
import { logLoss } from "./ratings/logLoss";
import { mae, maeByRating } from "./ratings/mae";
import { rmse, rmseByRating } from "./ratings/rmse";

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
  gauc: {
    reads: "all scores",
    better: "higher",
    summary: "grouped AUC: users' AUC weighted by their relevant items",
    perUser: ({ scores, relevant, excluded }) => auc(scores, relevant, excluded),
    total: groupedAuc,
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
  logLoss: {
    reads: "ratings",
    ofRelevance: true,
    better: "lower",
    summary: "log loss of scores as probabilities of relevance, nats",
    perUser: (pairs, userCount) => logLoss(pairs, userCount),
  },
  ...FORECAST_METRICS,
};

/** @throws RangeError listing the known metrics, if the name is not one */
export function metricNamed(name: string): Metric {
  if (!Object.hasOwn(METRICS, name)) {
    throw new RangeError(`unknown metric: ${name} (known: ${Object.keys(METRICS).join(", ")})`);
  }
  return METRICS[name];
}
