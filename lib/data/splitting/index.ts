export { type LeakReport } from "./checkLeaks";
export { readSplit } from "./readSplit";
export { type Split, split, splitFolds, splitPerUserTemporal } from "./split";
export { type FullProtocol, type SplitName, splitNames, type SplitProtocol } from "./SplitProtocol";
export { splitSource, type SplitSourceOptions, type WrittenSplit } from "./splitSource";
