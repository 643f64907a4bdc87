export { type LeakReport } from "./checkLeaks";
export { type Split, split, splitFolds, splitPerUserTemporal } from "./split";
export { type FullProtocol, type SplitName, splitNames, type SplitProtocol } from "./SplitProtocol";
