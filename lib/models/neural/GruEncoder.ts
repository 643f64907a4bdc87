import type * as tfjs from "@tensorflow/tfjs-node";
import { type InterestSpace } from "../../interests";
import { rows, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import {
  InterestEncoder,
  type InterestEncoderConfig,
  interestEncoderDefaults,
} from "./InterestEncoder";
import { type HistoryNetwork } from "./Network";
import { dense } from "./transformerBlock";

/** Settings of the GRU encoder. */
export interface GruEncoderConfig
  extends InterestEncoderConfig, Pick<Hyperparameters, "embeddingSize" | "hiddenSize"> {}

export const gruEncoderDefaults: GruEncoderConfig = {
  ...interestEncoderDefaults,
  embeddingSize: 32,
  hiddenSize: 64,
};

/**
 * A gated recurrent network goes through the history; its last state decides on the interests.
 *
 *     distribution = softmax(W h_last + b),  h = gru(embedding(history))
 *
 * Padding has an embedding of its own. See `gruStates` for the equations.
 */
export class GruEncoder extends InterestEncoder<GruEncoderConfig> {
  override readonly name = "GruEncoder";

  constructor(config: Partial<GruEncoderConfig> = {}, space?: InterestSpace) {
    super(completeConfig("GruEncoder", config, gruEncoderDefaults), space);
  }

  protected override network(itemCount: number, interestCount: number): HistoryNetwork {
    return gruNetwork(this.config, itemCount, interestCount);
  }
}

/** The network by itself. */
export function gruNetwork(
  { embeddingSize, hiddenSize }: Pick<GruEncoderConfig, "embeddingSize" | "hiddenSize">,
  itemCount: number,
  interestCount: number,
): HistoryNetwork {
  return {
    weights: {
      embedding: { shape: [itemCount + 1, embeddingSize], initial: { uniform: 0.05 } },
      ...gruWeights(embeddingSize, hiddenSize),
      output: { shape: [hiddenSize, interestCount], initial: "glorot" },
      outputBias: { shape: [interestCount], initial: "zeros" },
    },
    logits(weights, history) {
      const embedded = rows(weights.embedding, tf.transpose(history)); // [length, batch, embedding]
      const states = gruStates(embedded, weights);
      return dense(states[states.length - 1], weights.output, weights.outputBias);
    },
  };
}

/** A GRU layer's weights; columns in the order z, r, candidate. */
export function gruWeights(inputSize: number, hiddenSize: number): Record<string, WeightSpec> {
  return {
    gates: { shape: [inputSize, 3 * hiddenSize], initial: "glorot" },
    gatesBias: { shape: [3 * hiddenSize], initial: "zeros" },
    recurrent: { shape: [hiddenSize, 3 * hiddenSize], initial: "glorot" },
    recurrentBias: { shape: [3 * hiddenSize], initial: "zeros" },
  };
}

/**
 * The states of a GRU layer, from a state of 0.
 *
 *     z = sigmoid(x W_z + h U_z + b),  r = sigmoid(x W_r + h U_r + b)
 *     candidate = tanh(x W_h + b + r (h U_h + b')),  h = z h + (1 - z) candidate
 *
 * The reset gate acts after the product, as in Keras and PyTorch.
 *
 * @param x - shape [time, batch, inputs]
 * @returns a state for each time, shape [batch, hidden]
 * @see Cho et al. (2014), Learning phrase representations using RNN encoder-decoder,
 *   arXiv:1406.1078
 */
export function gruStates(x: tfjs.Tensor, weights: Weights): tfjs.Tensor[] {
  const [time, batch, inputSize] = x.shape;
  const hiddenSize = weights.recurrent.shape[0];
  const flat = tf.reshape(x, [time * batch, inputSize]);
  const read = tf.reshape(dense(flat, weights.gates, weights.gatesBias), [
    time,
    batch,
    3 * hiddenSize,
  ]);
  let state: tfjs.Tensor = tf.zeros([batch, hiddenSize]);
  return tf.unstack(read).map((step) => {
    const recalled = dense(state, weights.recurrent, weights.recurrentBias);
    const [readUpdate, readReset, readCandidate] = tf.split(step, 3, 1);
    const [update, reset, candidate] = tf.split(recalled, 3, 1);
    const z = tf.sigmoid(tf.add(readUpdate, update));
    const r = tf.sigmoid(tf.add(readReset, reset));
    const next = tf.tanh(tf.add(readCandidate, tf.mul(r, candidate)));
    state = tf.add(next, tf.mul(z, tf.sub(state, next)));
    return state;
  });
}
