import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { dense } from "./transformerBlock";

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
 * @param isThere - 0 where a time has no input, shape [time, batch, 1]: the state is 0 after it
 * @returns a state for each time, shape [batch, hidden]
 * @see Cho et al. (2014), Learning phrase representations using RNN encoder-decoder,
 *   arXiv:1406.1078
 */
export function gruStates(x: tfjs.Tensor, weights: Weights, isThere?: tfjs.Tensor): tfjs.Tensor[] {
  const [time, batch, inputSize] = x.shape;
  const hiddenSize = weights.recurrent.shape[0];
  const flat = tf.reshape(x, [time * batch, inputSize]);
  const read = tf.reshape(dense(flat, weights.gates, weights.gatesBias), [
    time,
    batch,
    3 * hiddenSize,
  ]);
  let state: tfjs.Tensor = tf.zeros([batch, hiddenSize]);
  const kept = isThere && tf.unstack(isThere);
  return tf.unstack(read).map((step, index) => {
    const recalled = dense(state, weights.recurrent, weights.recurrentBias);
    const [readUpdate, readReset, readCandidate] = tf.split(step, 3, 1);
    const [update, reset, candidate] = tf.split(recalled, 3, 1);
    const z = tf.sigmoid(tf.add(readUpdate, update));
    const r = tf.sigmoid(tf.add(readReset, reset));
    const next = tf.tanh(tf.add(readCandidate, tf.mul(r, candidate)));
    const mixed = tf.add(next, tf.mul(z, tf.sub(state, next)));
    state = kept ? tf.mul(mixed, kept[index]) : mixed;
    return state;
  });
}
