import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../tensorflow";

/**
 * The largest value along an axis, as pooling takes it. Values that tie for it share the gradient
 * equally, as in TensorFlow and PyTorch; `tf.max` gives each of them all of it, which counts the
 * padding of a short history many times.
 *
 * @returns the shape of x without the axis
 */
export function maxOver(x: tfjs.Tensor, axis: number): tfjs.Tensor {
  const run = tf.customGrad((...given) => {
    const [values, save] = given as unknown as [tfjs.Tensor, tfjs.GradSaveFunc];
    const largest = tf.max(values, axis, true);
    save([values, largest]);
    return {
      value: tf.squeeze(largest, [axis]),
      gradFunc: (dy: tfjs.Tensor, saved: tfjs.Tensor[]) => {
        const tied = tf.cast(tf.equal(saved[0], saved[1]), "float32");
        const share = tf.div(tf.expandDims(dy, axis), tf.sum(tied, axis, true));
        return tf.mul(tied, share);
      },
    };
  });
  return run(x);
}
