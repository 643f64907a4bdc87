export { functionRunner, type FunctionTrial } from "./functionRunner";
export { type GaussianProcessOptions, gaussianProcessSampler } from "./gaussianProcessSampler";
export { createSampler, type SamplerName, samplerNames } from "./createSampler";
export { gridOf, type GridOptions, gridSampler } from "./gridSampler";
export { type AshaJob, type AshaOptions, type AshaTrial, nextAshaJob } from "./nextAshaJob";
export { type ParameterImportance, parameterImportance } from "./parameterImportance";
export { paretoFront } from "./paretoFront";
export { planJob, type SeenJob, type StudyJob } from "./planJob";
export { processRunner, type ProcessRunnerOptions } from "./processRunner";
export { type MedianPruningOptions, prunesByMedian } from "./prunesByMedian";
export { randomSampler } from "./randomSampler";
export { runStudy, type StudyOptions } from "./runStudy";
export { scalarise } from "./scalarise";
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
export { parseSearchSpace, type SearchSpace, searchSpaceSchema } from "./SearchSpace";
export { sobolPoint } from "./sobolPoint";
export { sobolSampler } from "./sobolSampler";
export { type SearchObjective, type StudyPlan, type TrialPruning } from "./Study";
export { type HalvingRung, halvingRungs, halvingSurvivors, rungBudgets } from "./successiveHalving";
export { type TpeOptions, tpeSampler } from "./tpeSampler";
export { settingsAt, type TrialSettings, unitsOf } from "./TrialSettings";
export {
  failedTrial,
  type TrialOutcome,
  type TrialRecord,
  type TrialRequest,
  type TrialRunner,
  type TrialStep,
  type TrialWatch,
} from "./TrialRecord";
export { TrialStore } from "./TrialStore";
