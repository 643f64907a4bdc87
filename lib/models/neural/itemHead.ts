import type * as tfjs from "@tensorflow/tfjs-node";
import { productCrossEntropy, rows, tf } from "../../native";
import { type Weights } from "../../training";

/** From what a network makes of a history, its state, to scores of items. Items count from 1. */
export interface ItemHead {
  readonly itemCount: number;
  /** @returns every item's score, shape [states, items] */
  all(weights: Weights, states: tfjs.Tensor): tfjs.Tensor;
  /**
   * -log softmax(scores)[right], shape [states].
   *
   * @param right - int32, one for each state
   */
  losses(weights: Weights, states: tfjs.Tensor, right: tfjs.Tensor): tfjs.Tensor;
  /** @param items - int32, shape [count] @returns their scores, shape [states, count] */
  some(weights: Weights, states: tfjs.Tensor, items: tfjs.Tensor): tfjs.Tensor;
  /** @param items - int32, one for each state @returns shape [states, 1] */
  own(weights: Weights, states: tfjs.Tensor, items: tfjs.Tensor): tfjs.Tensor;
}

/**
 * Scores by inner products with a vector, and an offset, of each item.
 *
 *     score(item i) = <state, vector_i> + offset_i
 *
 * @param names - of the weights: `vectors`, of shape [1 + items or more, size], row 0 the
 * padding's; `offsets`, of shape [items]; none if left out
 */
export function innerProductHead(
  itemCount: number,
  names: { vectors: string; offsets?: string },
): ItemHead {
  const { vectors, offsets } = names;
  const tableOf = (weights: Weights): tfjs.Tensor => {
    const size = weights[vectors].shape[1]!;
    return tf.slice(weights[vectors], [1, 0], [itemCount, size]);
  };
  const offsetOf = (weights: Weights, items: tfjs.Tensor): tfjs.Tensor => {
    const table = tf.reshape(weights[offsets!], [itemCount, 1]);
    return rows(table, positionOf(items)); // [count, 1]
  };
  return {
    itemCount,
    all(weights, states) {
      const scores = tf.matMul(states, tableOf(weights), false, true);
      return offsets ? tf.add(scores, weights[offsets]) : scores;
    },
    losses(weights, states, right) {
      const table = tableOf(weights);
      const label = positionOf(right);
      if (!offsets) return productCrossEntropy(states, table, label);
      // An offset is one more place, where every state has a 1.
      const one = tf.ones([states.shape[0], 1]);
      const offset = tf.reshape(weights[offsets], [itemCount, 1]);
      return productCrossEntropy(tf.concat([states, one], 1), tf.concat([table, offset], 1), label);
    },
    some(weights, states, items) {
      const scores = tf.matMul(states, rows(weights[vectors], items), false, true);
      return offsets ? tf.add(scores, tf.reshape(offsetOf(weights, items), [1, -1])) : scores;
    },
    own(weights, states, items) {
      const scores = tf.sum(tf.mul(states, rows(weights[vectors], items)), 1, true);
      return offsets ? tf.add(scores, offsetOf(weights, items)) : scores;
    },
  };
}

/** Items count from 1, positions from 0; padding goes with the first. */
export function positionOf(items: tfjs.Tensor): tfjs.Tensor {
  return tf.maximum(tf.sub(items, tf.scalar(1, "int32")), tf.scalar(0, "int32"));
}
