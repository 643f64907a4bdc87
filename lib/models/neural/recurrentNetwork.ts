import type * as tfjs from "@tensorflow/tfjs-node";
import { rows, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { type Hyperparameters } from "../hyperparameters";
import { type InterestEncoderConfig, interestEncoderDefaults } from "./InterestEncoder";
import { type HistoryNetwork } from "./Network";
import { dense } from "./transformerBlock";

/** Settings of an encoder that goes through the history step by step. */
export interface RecurrentEncoderConfig
  extends InterestEncoderConfig, Pick<Hyperparameters, "embeddingSize" | "hiddenSize"> {}

export const recurrentEncoderDefaults: RecurrentEncoderConfig = {
  ...interestEncoderDefaults,
  embeddingSize: 32,
  hiddenSize: 64,
};

/** A recurrent layer: its weights, and the state it ends in. */
export interface RecurrentLayer {
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** @param x - shape [time, batch, embedding] @returns shape [batch, hidden] */
  lastState(weights: Weights, x: tfjs.Tensor): tfjs.Tensor;
}

/**
 * The last state of a recurrent layer decides on the interests. Padding has an embedding of its
 * own.
 */
export function recurrentNetwork(
  layer: RecurrentLayer,
  sizes: Pick<RecurrentEncoderConfig, "embeddingSize" | "hiddenSize"> & {
    itemCount: number;
    interestCount: number;
  },
): HistoryNetwork {
  const { embeddingSize, hiddenSize, itemCount, interestCount } = sizes;
  return {
    weights: {
      embedding: { shape: [itemCount + 1, embeddingSize], initial: { uniform: 0.05 } },
      ...layer.weights,
      output: { shape: [hiddenSize, interestCount], initial: "glorot" },
      outputBias: { shape: [interestCount], initial: "zeros" },
    },
    logits(weights, history) {
      const embedded = rows(weights.embedding, tf.transpose(history)); // [length, batch, embedding]
      return dense(layer.lastState(weights, embedded), weights.output, weights.outputBias);
    },
  };
}
