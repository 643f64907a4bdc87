import { tf } from "../../native";
import {
  fixedWeights,
  type TrainingCurve,
  type WeightArrays,
  type Weights,
  type WeightSpec,
} from "../../training";
import { type Interactions } from "../../data";
import { Model, type ModelState, type ProbabilityRule } from "../Model";
import {
  type LearnedNetwork,
  networkState,
  type NeuralFitOptions,
  NOTHING_LEARNED,
  restoreNetwork,
} from "./fitNetwork";

/** A model whose learned state is a network's weights. */
export abstract class NeuralModel<Config extends object> extends Model<Config> {
  override readonly probabilityRule: ProbabilityRule = "softmax";
  protected network: LearnedNetwork = NOTHING_LEARNED;

  /** The network's weights, for the users and items of the fit. */
  protected abstract weightSpecs(): Readonly<Record<string, WeightSpec>>;

  /** As every model's fit, with checkpoints and XLA. */
  override fit(interactions: Interactions, options: NeuralFitOptions = {}): Promise<this> {
    return super.fit(interactions, options);
  }

  /** Loss by epoch, beside that of a guess that knows nothing, where there is one. */
  get curve(): TrainingCurve | null {
    return this.network.curve;
  }

  /** The learned arrays by name. */
  get weights(): WeightArrays {
    return this.network.weights;
  }

  /** Gives the learned weights as tensors, for as long as they are used. */
  protected withWeights<Result>(use: (weights: Weights) => Result): Result {
    const weights = fixedWeights(this.weightSpecs(), this.network.weights);
    try {
      return use(weights);
    } finally {
      tf.dispose(weights);
    }
  }

  protected override state(): ModelState {
    return networkState(this.network);
  }

  protected override restore(state: ModelState): void {
    this.network = restoreNetwork(Object.keys(this.weightSpecs()), state);
  }
}
