import type * as tfjs from "@tensorflow/tfjs-node";
import { Adagrad, type AdagradConfig } from "./Adagrad";
import { Adam, type AdamConfig } from "./Adam";
import { type Optimizer } from "./Optimizer";
import { Sgd, type SgdConfig } from "./Sgd";

/** An optimiser by its settings, plain JSON. */
export type OptimizerConfig = AdamConfig | SgdConfig | AdagradConfig;

/** The optimiser of the given settings, with fresh state. */
export function createOptimizer(
  config: OptimizerConfig,
  variables: readonly tfjs.Variable[],
): Optimizer {
  switch (config.kind) {
    case "adam":
      return new Adam(variables, config);
    case "sgd":
      return new Sgd(variables, config);
    case "adagrad":
      return new Adagrad(variables, config);
  }
}
