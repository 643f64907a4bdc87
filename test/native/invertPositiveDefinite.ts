import assert from "node:assert/strict";
import { test } from "node:test";
import { type DenseMatrix, denseMatrix } from "../../lib/matrices";
import { invertPositiveDefinite, tf } from "../../lib/native";

/** Ones next to the diagonal, `size` modulo cycle on it: diagonally dominant. */
function banded(size: number): DenseMatrix {
  const values = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    values[i * size + i] = 3 + (i % 5);
    if (i + 1 < size) values[i * size + i + 1] = values[(i + 1) * size + i] = 1;
    if (i + 700 < size) values[i * size + i + 700] = values[(i + 700) * size + i] = 0.5;
  }
  return denseMatrix(values, size, size);
}

test("a 2 x 2 inverse by hand", async () => {
  const matrix = denseMatrix(Float32Array.of(2, 1, 1, 3), 2, 2);
  await invertPositiveDefinite(matrix);
  const expected = [0.6, -0.2, -0.2, 0.4];
  matrix.values.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-6));
});

test("matrix times inverse is the identity across several halvings, at an odd size", async () => {
  const size = 1301;
  const matrix = banded(size);
  const inverse = banded(size);
  const before = tf.memory().numTensors;
  const steps: number[] = [];
  await invertPositiveDefinite(inverse, {
    onProgress: (done, total) => steps.push(done / total),
  });
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual(steps, [0.25, 0.5, 0.75, 1]);
  const worst = tf.tidy(() => {
    const shape: [number, number] = [size, size];
    const product = tf.matMul(
      tf.tensor2d(matrix.values, shape),
      tf.tensor2d(inverse.values, shape),
    );
    return tf.sub(product, tf.eye(size)).abs().max().dataSync()[0];
  });
  assert.ok(worst < 1e-5, `off by ${worst}`);
});

test("a matrix that isn't positive definite is an error, and leaves no tensor", async () => {
  const before = tf.memory().numTensors;
  const indefinite = denseMatrix(Float32Array.of(1, 2, 2, 1), 2, 2);
  await assert.rejects(invertPositiveDefinite(indefinite), {
    name: "RangeError",
    message: "invertPositiveDefinite requires a positive definite matrix, got one with no factor",
  });
  assert.equal(tf.memory().numTensors, before);
  await assert.rejects(invertPositiveDefinite(denseMatrix(new Float32Array(6), 2, 3)), {
    message: "invertPositiveDefinite requires a square matrix, got [2, 3]",
  });
});

test("a signal interrupts between blocks", async () => {
  const before = tf.memory().numTensors;
  const stop = new AbortController();
  const work = invertPositiveDefinite(banded(1100), {
    signal: stop.signal,
    onProgress: () => stop.abort(new Error("enough")),
  });
  await assert.rejects(work, /enough/);
  assert.equal(tf.memory().numTensors, before);
});
