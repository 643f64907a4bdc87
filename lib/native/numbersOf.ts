import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "./tensorflow";

/**
 * The numbers of a tensor, and nothing left of what it was made of.
 *
 * `tf.tidy` looks for tensors in all that it is given back, entry by entry: a typed array of three
 * million scores takes it seconds. Here the array is read outside of it.
 *
 * @param make - makes the tensor, float32; runs in a `tf.tidy`
 * @returns in row-major order
 */
export function numbersOf(make: () => tfjs.Tensor): Float32Array {
  const tensor = tf.tidy(make);
  try {
    return tensor.dataSync<"float32">();
  } finally {
    tensor.dispose();
  }
}
