import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { type ForwardMode } from "./Network";
import { dense } from "./transformerBlock";

/** Users and items that meet. */
export interface Pairs {
  /** Positions, int32, shape [users]. */
  readonly user: tfjs.Tensor;
  /** Positions, int32, shape [items]. */
  readonly item: tfjs.Tensor;
  /** Every user meets every item; else they meet in order, and are as many. */
  readonly every: boolean;
}

/** A network that says how well a user and an item go together. */
export interface PairNetwork {
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** @returns log odds, shape [pairs]; of every pair by user, then by item */
  readonly logits: (weights: Weights, pairs: Pairs, mode: ForwardMode) => tfjs.Tensor;
}

/** <left, right> of the pairs, of rows of both; shape [pairs]. */
export function innerProducts(left: tfjs.Tensor, right: tfjs.Tensor, every: boolean): tfjs.Tensor {
  if (!every) return tf.sum(tf.mul(left, right), 1);
  return tf.reshape(tf.matMul(left, right, false, true), [-1]);
}

/** left + right of the pairs, of rows of both; shape [pairs, size]. */
export function pairSums(left: tfjs.Tensor, right: tfjs.Tensor, every: boolean): tfjs.Tensor {
  if (!every) return tf.add(left, right);
  return tf.reshape(tf.add(tf.expandDims(left, 1), tf.expandDims(right, 0)), [-1, left.shape[1]!]);
}

/** Weights of dense layers on a pair's two rows, one behind the other, down to one number. */
export function layerWeights(
  inputSize: number,
  sizes: readonly number[],
): Record<string, WeightSpec> {
  const named: Record<string, WeightSpec> = {};
  let width = inputSize;
  sizes.forEach((size, index) => {
    named[`layer${index + 1}`] = { shape: [width, size], initial: "glorot" };
    named[`layer${index + 1}Bias`] = { shape: [size], initial: "zeros" };
    width = size;
  });
  return named;
}

/**
 * Dense layers with relu on [left, right]. The first is taken apart, so that each side is
 * multiplied once however many pairs it is in.
 *
 *     h_1 = relu(W_left left + W_right right + b),  h_k = relu(W h_(k-1) + b)
 *
 * @param drop - dropout of a layer's output, by its number
 * @returns the last layer, shape [pairs, size]
 */
export function pairLayers(
  weights: Weights,
  { left, right, every }: { left: tfjs.Tensor; right: tfjs.Tensor; every: boolean },
  layerCount: number,
  drop: (x: tfjs.Tensor, layer: number) => tfjs.Tensor = (x) => x,
): tfjs.Tensor {
  const [leftSize, rightSize] = [left.shape[1]!, right.shape[1]!];
  const size = weights.layer1.shape[1]!;
  const leftPart = tf.matMul(left, tf.slice(weights.layer1, [0, 0], [leftSize, size]));
  const rightPart = tf.matMul(right, tf.slice(weights.layer1, [leftSize, 0], [rightSize, size]));
  const first = pairSums(tf.add(leftPart, weights.layer1Bias), rightPart, every);
  let h = drop(tf.relu(first), 1);
  for (let layer = 2; layer <= layerCount; layer++) {
    h = drop(tf.relu(dense(h, weights[`layer${layer}`], weights[`layer${layer}Bias`])), layer);
  }
  return h;
}

/** Binary cross-entropy from log odds, shape [pairs], in nats. */
export function binaryCrossEntropy(logits: tfjs.Tensor, label: tfjs.Tensor): tfjs.Tensor {
  return tf.sub(tf.softplus(logits), tf.mul(logits, label));
}
