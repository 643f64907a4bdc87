export { type GaussianProcessOptions, gaussianProcessSampler } from "./gaussianProcessSampler";
export { gridOf, type GridOptions, gridSampler } from "./gridSampler";
export { type AshaJob, type AshaOptions, type AshaTrial, nextAshaJob } from "./nextAshaJob";
export { paretoFront } from "./paretoFront";
export { type MedianPruningOptions, prunesByMedian } from "./prunesByMedian";
export { randomSampler } from "./randomSampler";
export {
  type CategoricalParameter,
  type FloatParameter,
  type IntParameter,
  type ParameterValue,
  type SearchCondition,
  type SearchParameter,
} from "./SearchParameter";
export {
  type SamplerOptions,
  type SearchDirection,
  type SearchSampler,
  type SearchTrial,
} from "./SearchSampler";
export { parseSearchSpace, type SearchSpace } from "./SearchSpace";
export { sobolPoint } from "./sobolPoint";
export { sobolSampler } from "./sobolSampler";
export { type HalvingRung, halvingRungs, halvingSurvivors, rungBudgets } from "./successiveHalving";
export { type TpeOptions, tpeSampler } from "./tpeSampler";
export { settingsAt, type TrialSettings, unitsOf } from "./TrialSettings";
