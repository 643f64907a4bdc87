import { credibleIntervals, InterestDistribution, posteriorDraws } from "../interests";
import { matrixRow } from "../matrices";
import { brierDecomposition } from "./calibration/brierDecomposition";
import { expectedCalibrationError } from "./calibration/expectedCalibrationError";
import { intervalCoverage, intervalWidth } from "./calibration/intervalCoverage";
import { brier } from "./distributions/brier";
import { crossEntropyNats } from "./distributions/crossEntropyNats";
import { energyScore } from "./distributions/energyScore";
import { groundDistance } from "./distributions/groundDistance";
import { hellinger } from "./distributions/hellinger";
import { jensenShannon } from "./distributions/jensenShannon";
import { klDivergence } from "./distributions/klDivergence";
import { logScore } from "./distributions/logScore";
import { rankedProbabilityScore } from "./distributions/rankedProbabilityScore";
import { probabilityRows, type ProbabilityRows } from "./distributions/rows";
import { sharpness } from "./distributions/sharpness";
import { smooth } from "./distributions/smooth";
import { topAgreement } from "./distributions/topAgreement";
import { totalVariation } from "./distributions/totalVariation";
import { wasserstein } from "./distributions/wasserstein";
import { type ForecastInput, type Metric } from "./Metric";

/** The level of the credible intervals that are judged. */
const LEVEL = 0.9;

/** The uniform distribution's share in a smoothed truth. */
const EPSILON = 0.01;

/** Draws from each posterior for the energy score. */
const DRAWS = 100;

type Compare = (truth: ProbabilityRows, forecasts: ProbabilityRows) => Float64Array;

/** A metric that holds forecasts against the truth. */
function ofTruth(
  summary: string,
  compare: (input: ForecastInput) => Compare,
  better: "higher" | "lower" = "lower",
): Metric {
  return {
    reads: "forecasts",
    better,
    summary: `${summary}; the truth, or the shares of what happened`,
    perUser: (input) => againstTruth(input, compare(input)),
  };
}

/** One of the parts of the Brier score. */
function brierPart(
  part: "reliability" | "resolution" | "uncertainty",
  better: Metric["better"],
  summary: string,
): Metric {
  return {
    reads: "all forecasts",
    better,
    summary,
    total: ({ forecasts, outcomes }) => brierDecomposition(forecasts, outcomes)[part],
  };
}

/** Metrics of forecast distributions over interests, by name. */
export const FORECAST_METRICS: Readonly<Record<string, Metric>> = {
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
  crossEntropy: ofTruth(
    "cross-entropy of the truth under the forecast, nats",
    () => crossEntropyNats,
  ),
  kl: ofTruth("KL divergence of the forecast from the truth, unsmoothed, nats", () => klDivergence),
  reverseKl: ofTruth(
    `KL divergence of the truth from the forecast, truth mixed with ${100 * EPSILON} % uniform, nats`,
    () => (truth, forecasts) => klDivergence(forecasts, smooth(truth, EPSILON)),
  ),
  jensenShannon: ofTruth("Jensen-Shannon divergence from the truth, nats", () => jensenShannon),
  hellinger: ofTruth("Hellinger distance from the truth", () => hellinger),
  totalVariation: ofTruth("total variation distance from the truth", () => totalVariation),
  wasserstein: ofTruth(
    "Wasserstein-1 distance from the truth, interests 1 - cosine of their items apart",
    ({ membership }) => {
      const distance = groundDistance(membership);
      return (truth, forecasts) => wasserstein(truth, forecasts, distance);
    },
  ),
  top1Agreement: ofTruth(
    "whether the favourite interest is the truth's",
    () => (truth, forecasts) => topAgreement(truth, forecasts, 1),
    "higher",
  ),
  topAgreement: {
    ...ofTruth(
      "share of the k most probable interests that are the truth's",
      ({ k }) =>
        (truth, forecasts) =>
          topAgreement(truth, forecasts, k),
      "higher",
    ),
    isAtK: true,
  } as Metric,
  energyScore: {
    reads: "forecasts",
    better: "lower",
    wantsTruth: true,
    summary: `energy score of ${DRAWS} draws from the posterior`,
    perUser: (input) => energyScore(drawnRows(input), input.truth, { estimator: "fair" }),
  },
  intervalCoverage: {
    reads: "forecasts",
    better: "neither",
    wantsTruth: true,
    summary: `share of interests whose truth lies in its ${100 * LEVEL} % credible interval`,
    perUser: ({ forecasts, truth }) =>
      intervalCoverage(credibleIntervals(withPosterior(forecasts), LEVEL), truth),
  },
  intervalWidth: {
    reads: "forecasts",
    better: "neither",
    summary: `mean width of the ${100 * LEVEL} % credible intervals`,
    perUser: ({ forecasts }) => intervalWidth(credibleIntervals(withPosterior(forecasts), LEVEL)),
  },
  ece: {
    reads: "all forecasts",
    better: "lower",
    summary: "expected calibration error of the most probable interest, 15 bins of equal width",
    total: ({ forecasts, outcomes }) => expectedCalibrationError(forecasts, outcomes),
  },
  equalMassEce: {
    reads: "all forecasts",
    better: "lower",
    summary: "expected calibration error of the most probable interest, 15 bins of equal mass",
    total: ({ forecasts, outcomes }) =>
      expectedCalibrationError(forecasts, outcomes, { binning: "equalMass" }),
  },
  classwiseEce: {
    reads: "all forecasts",
    better: "lower",
    summary: "expected calibration error of every interest, 15 bins of equal width",
    total: ({ forecasts, outcomes }) =>
      expectedCalibrationError(forecasts, outcomes, { of: "classwise" }),
  },
  brierReliability: brierPart(
    "reliability",
    "lower",
    "Murphy's reliability: squared distance of forecasts from how often things happened",
  ),
  brierResolution: brierPart(
    "resolution",
    "higher",
    "Murphy's resolution: how much what happened differs between forecasts",
  ),
  brierUncertainty: brierPart(
    "uncertainty",
    "neither",
    "Murphy's uncertainty: the Brier score of always forecasting the overall shares",
  ),
};

/** Compares the rows that have a truth; NaN for the others. */
function againstTruth({ forecasts, truth }: ForecastInput, compare: Compare): Float64Array {
  const { rowCount, columnCount } = truth;
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row).filter((row) =>
    truth.values.subarray(row * columnCount, (row + 1) * columnCount).some((share) => share > 0),
  );
  const pick = ({ values }: ProbabilityRows): ProbabilityRows => {
    const picked = new Float64Array(rows.length * columnCount);
    rows.forEach((row, at) => {
      picked.set(values.subarray(row * columnCount, (row + 1) * columnCount), at * columnCount);
    });
    return { values: picked, rowCount: rows.length, columnCount };
  };
  const found = compare(pick(truth), pick(probabilityRows("evaluate", forecasts)));
  const values = new Float64Array(rowCount).fill(NaN);
  rows.forEach((row, at) => (values[row] = found[at]));
  return values;
}

function withPosterior(forecasts: ForecastInput["forecasts"]): InterestDistribution {
  if (forecasts instanceof InterestDistribution && forecasts.posterior) return forecasts;
  throw new RangeError("evaluate requires forecasts with a posterior, got forecasts without one");
}

/** Draws from each user's posterior, shape [draws][users, interests]. */
function drawnRows({ forecasts, seed }: ForecastInput): ProbabilityRows[] {
  const distribution = withPosterior(forecasts);
  const { rowCount, columnCount } = distribution.probabilities;
  const draws = Array.from({ length: DRAWS }, () => new Float64Array(rowCount * columnCount));
  for (let user = 0; user < rowCount; user++) {
    const own = posteriorDraws(distribution, user, DRAWS, seed);
    draws.forEach((values, draw) => values.set(matrixRow(own, draw), user * columnCount));
  }
  return draws.map((values) => ({ values, rowCount, columnCount }));
}
