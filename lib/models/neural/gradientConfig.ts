import { type Hyperparameters } from "../hyperparameters";

/** Settings of every model that is fitted by gradient; a model adds those of its network. */
export type GradientConfig = Pick<
  Hyperparameters,
  | "epochs"
  | "batchSize"
  | "learningRate"
  | "validationShare"
  | "patience"
  | "optimizer"
  | "schedule"
  | "seed"
>;

/** What most of them start from. */
export const gradientDefaults: Omit<GradientConfig, "epochs" | "batchSize" | "patience"> = {
  learningRate: 0.001,
  validationShare: 0.1,
  optimizer: { kind: "adam" },
  schedule: { kind: "constant" },
  seed: 42,
};
