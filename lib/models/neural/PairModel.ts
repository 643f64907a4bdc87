import type * as tfjs from "@tensorflow/tfjs-node";
import { type Interactions } from "../../data";
import { denseMatrix, type DenseMatrix } from "../../matrices";
import { type NamedTensors, numbersOf, tf } from "../../native";
import { RandomGenerator } from "../../probability";
import { type Weights, type WeightSpec } from "../../training";
import { type Hyperparameters } from "../hyperparameters";
import { fitNetwork, type NeuralFitOptions } from "./fitNetwork";
import { heldOutQuality, holdOutLast } from "./holdOutLast";
import { INFERENCE } from "./Network";
import { NeuralModel } from "./NeuralModel";
import { chosenPairs, labelledBatches } from "./pairBatches";
import { binaryCrossEntropy, type PairNetwork } from "./pairNetwork";
import { type GradientConfig, gradientDefaults } from "./gradientConfig";

/** Settings of every model of pairs; `batchSize` counts right and wrong pairs. */
export type PairModelConfig = GradientConfig &
  Pick<Hyperparameters, "embeddingSize" | "negativeCount">;

export const pairModelDefaults: PairModelConfig = {
  ...gradientDefaults,
  embeddingSize: 32,
  negativeCount: 4,
  epochs: 30,
  batchSize: 1024,
  patience: 3,
};

/** Pairs scored at a time. */
const PAIRS_AT_ONCE = 1 << 17;

/** Numbers that a network reads and doesn't learn, such as features. */
export type NetworkData = Readonly<
  Record<string, { readonly values: Float32Array; readonly shape: readonly [number, number] }>
>;

/**
 * A model that says of a user and an item whether they go together.
 *
 *     p(user chooses item) = sigma(logit(user, item))
 *
 * It learns from the chosen pairs and, for each, `negativeCount` pairs of the same user and items
 * not chosen, by binary cross-entropy. So its odds are those among such pairs: right in order,
 * not in size, until calibrated.
 */
export abstract class PairModel<Config extends PairModelConfig> extends NeuralModel<Config> {
  protected abstract pairNetwork(userCount: number, itemCount: number): PairNetwork;

  /** What the network reads beside its weights, for the users and items of a log. */
  protected data(): NetworkData {
    return {};
  }

  protected override weightSpecs(): Readonly<Record<string, WeightSpec>> {
    return this.pairNetwork(this.users.size, this.items.size).weights;
  }

  protected override async learn(
    interactions: Interactions,
    options: NeuralFitOptions,
  ): Promise<void> {
    const { config } = this;
    const random = new RandomGenerator(config.seed);
    const heldOut = holdOutLast(interactions, config.validationShare, random.fork("validation"));
    const pairs = chosenPairs(heldOut.training);
    const { users, items } = interactions;
    const network = this.pairNetwork(users.size, items.size);
    const { batchSize } = config;
    this.network = await fitNetwork({
      name: this.name,
      weights: network.weights,
      random,
      config,
      options,
      describe: (variables) => {
        const data = heldVariables(this.data());
        const weights = { ...variables, ...data };
        const score = (group: Int32Array): Float32Array =>
          numbersOf(() => allScores(network, weights, group, items.size));
        return {
          inputs: {
            user: { shape: [batchSize], dtype: "int32" },
            item: { shape: [batchSize], dtype: "int32" },
            label: { shape: [batchSize], dtype: "float32" },
            weight: { shape: [batchSize], dtype: "float32" },
          },
          held: Object.values(data),
          loss: (inputs, training) => pairLoss(network, weights, inputs, training),
          batches: (epoch) => labelledBatches(pairs, config, random.fork("pairs").fork(epoch)),
          validationMetric:
            heldOut.users.length > 0
              ? { name: "ndcg@10", compute: () => heldOutQuality(heldOut, score) }
              : undefined,
        };
      },
    });
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    const itemCount = this.items.size;
    const network = this.pairNetwork(this.users.size, itemCount);
    const usersAtOnce = Math.max(1, Math.floor(PAIRS_AT_ONCE / itemCount));
    const scores = new Float32Array(userIndices.length * itemCount);
    this.withWeights((weights) => {
      tf.tidy(() => {
        const data = Object.entries(this.data()).map(([name, { values, shape }]) => [
          name,
          tf.tensor2d(values, [...shape]),
        ]);
        const all = { ...weights, ...(Object.fromEntries(data) as Weights) };
        for (let first = 0; first < userIndices.length; first += usersAtOnce) {
          const group = userIndices.subarray(first, first + usersAtOnce);
          const part = numbersOf(() => allScores(network, all, group, itemCount));
          scores.set(part, first * itemCount);
        }
      });
    });
    return denseMatrix(scores, userIndices.length, itemCount);
  }
}

/** Log odds of users with all items, shape [users, items]. */
function allScores(
  network: PairNetwork,
  weights: Weights,
  users: Int32Array,
  itemCount: number,
): tfjs.Tensor {
  const user = tf.tensor1d(users, "int32");
  const item = tf.range(0, itemCount, 1, "int32");
  return network.logits(weights, { user, item, every: true }, INFERENCE);
}

function heldVariables(data: NetworkData): Record<string, tfjs.Variable> {
  return tf.tidy(() =>
    Object.fromEntries(
      Object.entries(data).map(([name, { values, shape }]) => [
        name,
        tf.variable(tf.tensor2d(values, [...shape]), false),
      ]),
    ),
  );
}

/** The mean loss of a batch: `user`, `item`, `label`, `weight`, shape [pairs], and `seed`. */
export function pairLoss(
  network: PairNetwork,
  weights: Weights,
  { user, item, label, weight, seed }: NamedTensors,
  training: boolean,
): tfjs.Scalar {
  const logits = network.logits(weights, { user, item, every: false }, { training, seed });
  const losses = binaryCrossEntropy(logits, label);
  return tf.div(tf.sum(tf.mul(losses, weight)), tf.sum(weight)).asScalar();
}
