export { Adagrad, type AdagradConfig } from "./Adagrad";
export { Adam, type AdamConfig } from "./Adam";
export { type Checkpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint";
export { clipGradients } from "./clipGradients";
export { EventFile } from "./EventFile";
export { type Optimizer, type VariableGradient } from "./Optimizer";
export { createOptimizer, type OptimizerConfig } from "./optimizers";
export { boolField, bytesField, doubleField, floatField, integerField, message } from "./protobuf";
export { type Schedule, scheduleFactor } from "./schedules";
export { Sgd, type SgdConfig } from "./Sgd";
export {
  type EpochRecord,
  train,
  type TrainingCurve,
  type TrainingOptions,
  type TrainingProgress,
} from "./train";
export { type Batch, type Phase, type Trainable, type TrainingConfig } from "./Trainable";
export {
  fixedWeights,
  type Initial,
  initialWeights,
  trainableWeights,
  type WeightArrays,
  weightArrays,
  type Weights,
  type WeightSpec,
} from "./weights";
