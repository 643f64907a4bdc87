import assert from "node:assert/strict";
import { test } from "node:test";
import { numbersOf, tf } from "../../lib/native";

test("a tensor's numbers are read, and no tensor is left", () => {
  const before = tf.memory().numTensors;
  const numbers = numbersOf(() => tf.mul(tf.tensor2d([1, 2, 3, 4], [2, 2]), 2));
  assert.deepEqual(numbers, Float32Array.of(2, 4, 6, 8));
  assert.equal(tf.memory().numTensors, before);
});

test("numbers stay when the tensor's memory is used again", () => {
  const first = numbersOf(() => tf.fill([1000], 1));
  for (let round = 0; round < 50; round++) numbersOf(() => tf.fill([1000], round + 2));
  assert.ok(first.every((value) => value === 1));
});
