import { above, type Hyperparameters, orNull, type OwnRules, whole } from "../../models";

/** Settings of every neural forecaster. */
export interface NeuralForecasterConfig extends Pick<
  Hyperparameters,
  | "hiddenSize"
  | "dropout"
  | "epochs"
  | "batchSize"
  | "learningRate"
  | "validationShare"
  | "patience"
  | "seed"
> {
  /** Windows ahead that are trained for; farther ones follow the same network. */
  readonly horizonWindows: number;
  /** Windows of a whole season; null: no season. */
  readonly seasonWindows: number | null;
  /** Last known windows that one step of training forecasts from. */
  readonly originsPerStep: number;
}

export const neuralForecasterDefaults: NeuralForecasterConfig = {
  horizonWindows: 12,
  seasonWindows: null,
  originsPerStep: 4,
  hiddenSize: 64,
  dropout: 0.1,
  epochs: 60,
  batchSize: 256,
  learningRate: 0.003,
  validationShare: 0.1,
  patience: 4,
  seed: 42,
};

/** What holds of the settings that only neural forecasters have. */
export const neuralForecasterRules: OwnRules<NeuralForecasterConfig> = {
  horizonWindows: whole(1),
  seasonWindows: orNull(above(2)),
  originsPerStep: whole(1),
};
