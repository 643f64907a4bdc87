export {
  type ConductedExperiment,
  conductExperiment,
  type ConductOptions,
} from "./conductExperiment";
export { type ExperimentFigure, experimentFigures, searchFigures } from "./experimentFigures";
export { estimateTime, type PlannedWork } from "./estimateTime";
export {
  type Experiment,
  type ExperimentModel,
  type ExperimentObjective,
  type ExperimentPruning,
  experimentSchema,
  type ExperimentSearch,
  type ExperimentTracking,
} from "./Experiment";
export { finishFolder } from "./finishFolder";
export { MlflowTracker } from "./MlflowTracker";
export { parseExperiment } from "./parseExperiment";
export { type ExperimentResult, runExperiment } from "./runExperiment";
export { trackTrials, type TrialTracking } from "./trackTrials";
export { type Versions, versionsOf } from "./versionsOf";
export { writeConducted } from "./writeConducted";
export { writeEvents } from "./writeEvents";
