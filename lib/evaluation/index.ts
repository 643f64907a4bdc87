export { bootstrapMean, type MeanInterval } from "./bootstrapMean";
export {
  betterOf,
  compare,
  type CompareOptions,
  type Comparison,
  type Contender,
  type Run,
  type TrainTest,
} from "./compare";
export { compareRuns, type HolmFamily, type Lead, type ModelRow } from "./compareRuns";
export {
  errorByHistoryLength,
  type HistoryLengthOptions,
  type HistoryLengthRow,
} from "./errorByHistoryLength";
export { evaluate, type EvaluateOptions, type Evaluation, metricLabel } from "./evaluate";
export { ForeignForecasts, parseForecasts } from "./ForeignForecasts";
export { ForeignPredictions } from "./ForeignPredictions";
export { holm } from "./holm";
export { pairedTTest } from "./pairedTTest";
export { watchPeakMemory, type PeakMemory } from "./peakMemory";
export { type Predictor } from "./Predictor";
export { type WatchOptions } from "./predictUsers";
export { completeProtocol, DEFAULT_PROTOCOL, type Protocol } from "./Protocol";
export { randomisationTest } from "./randomisationTest";
export { type Columns, jsonText, rowsToColumns, type TableFormat, writeTable } from "./tables";
export { wilcoxonTest } from "./wilcoxonTest";
export { writeComparison } from "./writeComparison";
