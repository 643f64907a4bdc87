import type * as tfjs from "@tensorflow/tfjs-node";
import { crossEntropy, randomIntegers, tf } from "../../native";
import { type Weights } from "../../training";
import { type Hyperparameters, type OwnRules } from "../hyperparameters";
import { between, oneOf } from "../settingRules";
import { type ItemHead } from "./itemHead";

/** How the item that came next is told from the others. */
export interface ItemLossConfig extends Pick<Hyperparameters, "negativeCount"> {
  /**
   * "softmax": cross-entropy over all items; "sampledSoftmax": over the right item and
   * `negativeCount` others; "gbce": generalised binary cross-entropy with so many others.
   */
  readonly loss: "softmax" | "sampledSoftmax" | "gbce";
  /** gBCE's calibration t: 0 is plain binary cross-entropy, 1 undoes the sampling's bias. */
  readonly calibration: number;
}

export const itemLossDefaults: ItemLossConfig = {
  loss: "softmax",
  negativeCount: 256,
  calibration: 0.75,
};

export const itemLossRules: OwnRules<ItemLossConfig> = {
  loss: oneOf("softmax", "sampledSoftmax", "gbce"),
  calibration: between(0, 1),
};

/** What the losses are of. */
export interface ItemChoice {
  readonly head: ItemHead;
  /** Shape [places, size]. */
  readonly states: tfjs.Tensor;
  /** The items that came next, counted from 1, int32, shape [places]. */
  readonly target: tfjs.Tensor;
  /** For the draws, shape [2]. */
  readonly seed: tfjs.Tensor;
}

/**
 * The losses of places, each with the item that came next, shape [places]. The wrong items are
 * drawn uniformly, once for all places of a step.
 *
 *     softmax:  -log softmax(scores)[right]
 *     gbce:     -beta log sigma(score of right) - sum over wrong ones of log(1 - sigma(score)),
 *               beta = a (t (1 - 1/a) + 1/a),  a = wrong items drawn / all wrong items
 *
 * @see Petrov and Macdonald (2023), gSASRec, equations 9 and 10, arXiv:2308.07192
 */
export function itemLosses(
  weights: Weights,
  choice: ItemChoice,
  config: ItemLossConfig,
): tfjs.Tensor {
  const { head, states, target, seed } = choice;
  if (config.loss === "softmax") {
    return head.losses(weights, states, target);
  }
  const range = { low: 1, high: head.itemCount + 1 };
  const wrong = randomIntegers([config.negativeCount], range, { seed, site: 2 });
  return sampledLosses(weights, { ...choice, wrong }, config);
}

/**
 * The same against given wrong items; one that is a place's right item doesn't count there.
 *
 * @param choice - `wrong`: counted from 1, int32, shape [count]
 */
export function sampledLosses(
  weights: Weights,
  choice: ItemChoice & { readonly wrong: tfjs.Tensor },
  { loss, calibration }: ItemLossConfig,
): tfjs.Tensor {
  const { head, states, target, wrong } = choice;
  const right = head.own(weights, states, target); // [places, 1]
  const others = head.some(weights, states, wrong); // [places, wrong]
  const hit = tf.cast(tf.equal(tf.reshape(target, [-1, 1]), tf.reshape(wrong, [1, -1])), "float32");
  const masked = tf.sub(others, tf.mul(hit, 1e9));
  if (loss === "sampledSoftmax") {
    const first = tf.zeros([states.shape[0]], "int32");
    return crossEntropy(tf.concat([right, masked], 1), first);
  }
  const rate = wrong.size / Math.max(1, head.itemCount - 1);
  const exponent = rate * (calibration * (1 - 1 / rate) + 1 / rate);
  const positive = tf.mul(tf.softplus(tf.neg(tf.squeeze(right, [1]))), exponent);
  return tf.add(positive, tf.sum(tf.softplus(masked), 1));
}

/** The loss of equal scores; none for gBCE, where equal scores may still be good probabilities. */
export function chanceLoss(
  { loss, negativeCount }: ItemLossConfig,
  itemCount: number,
): number | undefined {
  if (loss === "gbce") return undefined;
  return Math.log(loss === "softmax" ? itemCount : negativeCount + 1);
}
