import assert from "node:assert/strict";
import { test } from "node:test";
import type * as tfjs from "@tensorflow/tfjs-node";
import { layerNorm, tf } from "../../../lib/native";

/** The same by ops that know their own gradients. */
function plainLayerNorm(x: tfjs.Tensor, scale: tfjs.Tensor, shift: tfjs.Tensor): tfjs.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  return tf.add(tf.mul(tf.div(centred, tf.sqrt(tf.add(variance, 1e-8))), scale), shift);
}

test("a layer norm and its gradients equal the chain rule's over plain ops", () => {
  tf.tidy(() => {
    const x = tf.randomNormal([7, 5], 3, 2, "float32", 1);
    const scale = tf.randomNormal([5], 1, 0.3, "float32", 2);
    const shift = tf.randomNormal([5], 0, 1, "float32", 3);
    const weight = tf.randomNormal([7, 5], 0, 1, "float32", 4);
    const through = (norm: typeof plainLayerNorm): Float32Array[] => {
      const { value, grads } = tf.valueAndGrads((...given) =>
        tf.sum(tf.mul(tf.square(norm(given[0], given[1], given[2])), weight)),
      )([x, scale, shift]);
      return [value, ...grads].map((tensor) => tensor.dataSync() as Float32Array);
    };
    const own = through(layerNorm);
    through(plainLayerNorm).forEach((expected, part) => {
      const largest = Math.max(...expected.map(Math.abs));
      expected.forEach((value, i) => {
        assert.ok(
          Math.abs(own[part][i] - value) < 1e-5 * largest,
          `${part}, ${i}: ${own[part][i]}`,
        );
      });
    });
  });
});
