import type * as tfjs from "@tensorflow/tfjs-node";
import { dropout, lstm, rows, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";

/** Weights of `lstmStates`. */
export function lstmWeights(
  name: string,
  inputSize: number,
  hiddenSize: number,
): Record<string, WeightSpec> {
  return {
    [`${name}Gates`]: { shape: [inputSize + hiddenSize, 4 * hiddenSize], initial: "glorot" },
    [`${name}GatesBias`]: { shape: [4 * hiddenSize], initial: "zeros" },
  };
}

/** @returns the LSTM's state after each time, shape [time, batch, hidden] from [time, batch, in] */
export function lstmStates(weights: Weights, name: string, x: tfjs.Tensor): tfjs.Tensor {
  return lstm(x, weights[`${name}Gates`], weights[`${name}GatesBias`]);
}

/** Dropout in training, nothing outside it. */
export function dropIn(
  x: tfjs.Tensor,
  share: number,
  seed: tfjs.Tensor | null,
  site: number,
): tfjs.Tensor {
  return seed && share > 0 ? dropout(x, share, { seed, site }) : x;
}

/**
 * The states at some times.
 *
 * @param states - shape [time, batch, size]
 * @param times - int32, shape [times]
 * @returns shape [times, batch, size]
 */
export function statesAt(states: tfjs.Tensor, times: tfjs.Tensor): tfjs.Tensor {
  const [time, batch, size] = states.shape;
  const chosen = rows(tf.reshape(states, [time, batch * size]), times);
  return tf.reshape(chosen, [times.shape[0], batch, size]);
}

/** @returns shape [time, batch, size] from [batch, time, size] */
export function timeFirst(x: tfjs.Tensor): tfjs.Tensor {
  return tf.transpose(x, [1, 0, 2]);
}
