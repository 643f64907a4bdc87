export { bootstrapMean, type MeanInterval } from "./bootstrapMean";
export { evaluate, type EvaluateOptions, type Evaluation } from "./evaluate";
export { type Predictor } from "./Predictor";
export { type WatchOptions } from "./predictUsers";
export { completeProtocol, DEFAULT_PROTOCOL, type Protocol } from "./Protocol";
