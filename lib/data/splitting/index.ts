export { type LeakReport, type RowLeaks, type ValidLeaks } from "./checkLeaks";
export { readSplit } from "./readSplit";
export { type Split, split, splitFolds, splitPerUserTemporal } from "./split";
export { type FullProtocol, isSeeded, type NegativeSettings, type SplitName, splitNames, type SplitProtocol, splitSchema, parseSplitProtocol } from "./SplitProtocol";
export { splitSource, type SplitSourceOptions, type WrittenSplit } from "./splitSource";
