/**
 * How interests move: histories cut into windows, and forecasts of the windows to come.
 *
 * @module
 */
export {
  type ChangePointConfig,
  changePointDefaults,
  ChangePointForecaster,
} from "./ChangePointForecaster";
export {
  type ChangePoints,
  changePoints,
  type ChangePointSettings,
  followRuns,
  type RunLengths,
} from "./changePoints";
export {
  type ForecasterCheckOptions,
  type ForecasterClaim,
  forecasterClaims,
  plantedWindows,
} from "./checkForecaster";
export { constrainForecast, type ForecastConstraints } from "./constrainForecast";
export { cutWindows, type WindowOptions } from "./cutWindows";
export {
  ExponentialMean,
  type ExponentialMeanConfig,
  exponentialMeanDefaults,
} from "./ExponentialMean";
export {
  Forecaster,
  type ForecastOptions,
  type InterestForecast,
  LARGEST_HORIZON,
} from "./Forecaster";
export { drawFutures, forecastIntervals } from "./forecastIntervals";
export { type DriftSkill, forecastSkill, type Skill, skillByDrift } from "./forecastSkill";
export { InterestWindows, type WindowParts } from "./InterestWindows";
export { KalmanFilter, type KalmanFilterConfig, kalmanFilterDefaults } from "./KalmanFilter";
export {
  ConditionalVae,
  type ConditionalVaeConfig,
  conditionalVaeDefaults,
} from "./neural/ConditionalVae";
export { LstmSeq2Seq, type LstmSeq2SeqConfig, lstmSeq2SeqDefaults } from "./neural/LstmSeq2Seq";
export { NeuralForecaster } from "./neural/NeuralForecaster";
export { type NeuralForecasterConfig } from "./neural/neuralForecasterConfig";
export { Rrn, type RrnConfig, rrnDefaults } from "./neural/Rrn";
export {
  TransformerSeq2Seq,
  type TransformerSeq2SeqConfig,
  transformerSeq2SeqDefaults,
} from "./neural/TransformerSeq2Seq";
export {
  WindowTransformer,
  type WindowTransformerConfig,
  windowTransformerDefaults,
} from "./neural/WindowTransformer";
export { noticeDelay } from "./noticeDelay";
export { Persistence } from "./Persistence";
export { PopulationMean } from "./PopulationMean";
export { createForecaster, type ForecasterEntry, FORECASTERS, loadForecaster } from "./registry";
export { type HorizonScores, scoreForecasts, type ScoringPlan } from "./scoreForecasts";
export { SeasonalMean, type SeasonalMeanConfig, seasonalMeanDefaults } from "./SeasonalMean";
export { seasonAt, type SeasonalTerms, seasonalTerms, withoutSeason } from "./seasonalTerms";
