import assert from "node:assert/strict";
import { test } from "node:test";
import { logGammaOf, tf } from "../../../lib/native";
import { digamma, logGamma } from "../../../lib/probability";

test("the native ln gamma and its gradient are ln gamma and digamma", () => {
  const before = tf.memory().numTensors;
  const points = [0.01, 0.5, 1, 3.7, 120];
  tf.tidy(() => {
    const x = tf.tensor1d(points);
    const values = logGammaOf(x).dataSync();
    const slopes = tf
      .grad((at) => tf.sum(logGammaOf(at)))(x)
      .dataSync();
    points.forEach((point, i) => {
      assert.ok(Math.abs(values[i] - logGamma(point)) < 1e-4 * (1 + Math.abs(values[i])));
      assert.ok(Math.abs(slopes[i] - digamma(point)) < 1e-4 * (1 + Math.abs(slopes[i])));
    });
  });
  assert.equal(tf.memory().numTensors, before);
});
