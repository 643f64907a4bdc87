export { type ColdShare, coldShares } from "./coldShares";
export {
  type Component,
  type ConnectedComponents,
  connectedComponents,
} from "./connectedComponents";
export { type CooccurrenceCoverage, cooccurrenceCoverage } from "./cooccurrenceCoverage";
export { type Density, density } from "./density";
export { gini } from "./gini";
export { type HistoryQuantiles, historyQuantiles } from "./historyQuantiles";
export { interactionCounts, type LogSide } from "./interactionCounts";
export { type LorenzShares, lorenzShares } from "./lorenzShares";
export { compareWithLogNormal, type TailComparison } from "./compareWithLogNormal";
export { fitPowerLaw, type PowerLawFit, type PowerLawOptions } from "./powerLaw";
export { powerLawPValue, type PowerLawTestOptions, samplePowerLaw } from "./powerLawPValue";
export { type ValuesByExposure, valuesByExposure } from "./valuesByExposure";
export {
  type SideReport,
  type SparsityOptions,
  type SparsityReport,
  sparsityReport,
} from "./sparsityReport";
