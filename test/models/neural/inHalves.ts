import assert from "node:assert/strict";
import { test } from "node:test";
import { inHalves } from "../../../lib/models/neural/inHalves";
import { dropout, tf } from "../../../lib/native";

const mode = { training: true, seed: tf.tensor1d([3, 5], "int32") };

test("halves of a batch give the rows of the whole, of an odd number too", () => {
  tf.tidy(() => {
    const history = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const sizes: number[] = [];
    const found = inHalves(history, mode, (half) => {
      sizes.push(half.shape[0]);
      return tf.sum(half, 1);
    });
    assert.deepEqual([...found.dataSync()], [3, 7, 11]);
    assert.deepEqual(sizes, [1, 2]);
  });
});

test("dropout in one half isn't that of the other", () => {
  tf.tidy(() => {
    const ones = tf.ones([2, 64]);
    const kept = inHalves(ones, mode, (half, { seed }) =>
      dropout(half, 0.5, { seed: seed!, site: 1 }),
    );
    const [first, second] = kept.arraySync() as number[][];
    assert.notDeepEqual(first, second);
  });
});

test("outside training a batch stays whole", () => {
  tf.tidy(() => {
    const sizes: number[] = [];
    inHalves(tf.ones([4, 2]), { training: false, seed: null }, (half) => {
      sizes.push(half.shape[0]);
      return half;
    });
    assert.deepEqual(sizes, [4]);
  });
});
