import assert from "node:assert/strict";
import { test } from "node:test";
import { lstm, tf } from "../../../lib/native";

test("a batch run in parts has the states and gradients of its sequences by themselves", () => {
  tf.tidy(() => {
    const batch = 66; // three parts of 22
    const x = tf.randomNormal([4, batch, 3], 0, 1, "float32", 1);
    const weight = tf.randomNormal([3 + 5, 20], 0, 0.5, "float32", 2);
    const bias = tf.randomNormal([20], 0, 0.5, "float32", 3);
    const through = (first: number, count: number): Float32Array[] => {
      const part = tf.slice(x, [0, first, 0], [4, count, 3]);
      const { value, grads } = tf.valueAndGrads((...given) =>
        tf.sum(tf.square(lstm(given[0], given[1], given[2]))),
      )([part, weight, bias]);
      return [value, grads[1], grads[2]].map((tensor) => tensor.dataSync() as Float32Array);
    };
    const whole = through(0, batch);
    const sums = whole.map((values) => new Float64Array(values.length));
    for (let first = 0; first < batch; first += 11) {
      through(first, 11).forEach((values, each) => {
        values.forEach((value, i) => (sums[each][i] += value));
      });
    }
    whole.forEach((values, each) => {
      values.forEach((value, i) => {
        assert.ok(Math.abs(value - sums[each][i]) < 1e-3 + 1e-4 * Math.abs(value), `${each}, ${i}`);
      });
    });
  });
});
