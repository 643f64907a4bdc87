export { bootstrapMean, type MeanInterval } from "./bootstrapMean";
export { evaluate, type EvaluateOptions, type Evaluation } from "./evaluate";
export { completeProtocol, DEFAULT_PROTOCOL, type Protocol } from "./Protocol";
