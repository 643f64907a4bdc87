import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../../native";
import { type ForwardMode } from "./Network";

/** More steps than a fit has: the halves' random numbers come from different ones. */
const STEP_STRIDE = 2 ** 24;

/**
 * A training batch as two halves side by side: the cores work on a short op each, where sharing
 * every one of them would cost as many waits for each other. Rows don't see one another, so that
 * without dropout the result is that of the whole.
 *
 * @param history - shape [batch, length]
 * @param read - of some rows of the history, a row each
 * @returns shape [batch, ...]
 */
export function inHalves(
  history: tfjs.Tensor,
  mode: ForwardMode,
  read: (history: tfjs.Tensor, mode: ForwardMode) => tfjs.Tensor,
): tfjs.Tensor {
  const [batch] = history.shape;
  if (!mode.training || batch < 2) return read(history, mode);
  const first = batch >> 1;
  const halves = tf.split(history, [first, batch - first]).map((half, at) => {
    const seed = mode.seed && tf.add(mode.seed, tf.tensor1d([0, at * STEP_STRIDE], "int32"));
    return read(half, { ...mode, seed });
  });
  return tf.concat(halves);
}
