export { type Bin, type Binning, type BinOptions } from "./calibration/bins";
export { brierDecomposition, type BrierParts } from "./calibration/brierDecomposition";
export { type CalibrationBand, calibrationBand } from "./calibration/calibrationBand";
export {
  type CalibrationOptions,
  expectedCalibrationError,
} from "./calibration/expectedCalibrationError";
export { intervalCoverage, type Intervals, intervalWidth } from "./calibration/intervalCoverage";
export { reliabilityCurve } from "./calibration/reliabilityCurve";
export { exposure, exposureEntropy, exposureGini } from "./catalogue/exposure";
export { intraListDiversity } from "./catalogue/intraListDiversity";
export { itemCoverage } from "./catalogue/itemCoverage";
export { ItemSimilarity } from "./catalogue/ItemSimilarity";
export { listCalibration } from "./catalogue/listCalibration";
export { novelty } from "./catalogue/novelty";
export { popularityLift } from "./catalogue/popularityLift";
export { serendipity } from "./catalogue/serendipity";
export { tailShare } from "./catalogue/tailShare";
export { unexpectedness } from "./catalogue/unexpectedness";
export { userCoverage } from "./catalogue/userCoverage";
export { brier } from "./distributions/brier";
export { crossEntropyNats } from "./distributions/crossEntropyNats";
export { energyScore } from "./distributions/energyScore";
export { hellinger } from "./distributions/hellinger";
export { jensenShannon } from "./distributions/jensenShannon";
export { klDivergence } from "./distributions/klDivergence";
export { logScore } from "./distributions/logScore";
export { rankedProbabilityScore } from "./distributions/rankedProbabilityScore";
export { type Distributions, type Outcomes, type ProbabilityRows } from "./distributions/rows";
export { sharpness } from "./distributions/sharpness";
export { skillScore } from "./distributions/skillScore";
export { smooth } from "./distributions/smooth";
export { topAgreement } from "./distributions/topAgreement";
export { totalVariation } from "./distributions/totalVariation";
export { wasserstein } from "./distributions/wasserstein";
export {
  type ForecastInput,
  type ListInput,
  type Metric,
  metricNamed,
  METRICS,
  type ScoreInput,
} from "./METRICS";
export { accuracy } from "./ranking/accuracy";
export { auc, groupedAuc } from "./ranking/auc";
export { averagePrecision } from "./ranking/averagePrecision";
export { f1 } from "./ranking/f1";
export { hitRate } from "./ranking/hitRate";
export { type Gain, ndcg } from "./ranking/ndcg";
export { type RankedLists } from "./ranking/perList";
export { precision } from "./ranking/precision";
export { rankBiasedPrecision } from "./ranking/rankBiasedPrecision";
export { type Denominator, recall } from "./ranking/recall";
export { reciprocalRank } from "./ranking/reciprocalRank";
export { rPrecision } from "./ranking/rPrecision";
export { logLoss, logLossByPair } from "./ratings/logLoss";
export { mae, maeByRating } from "./ratings/mae";
export { type RatedPairs } from "./ratings/RatedPairs";
export { rmse, rmseByRating } from "./ratings/rmse";
