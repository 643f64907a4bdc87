import assert from "node:assert/strict";
import { test } from "node:test";
import type * as tfjs from "@tensorflow/tfjs-node";
import { compile, edgeSums, tf } from "../../../lib/native";

const FROM = [1, 0, 2];
const TO = [0, 1, 1];
/** The same edges as a matrix: [ends, starts]. */
const DENSE = [0, 1, 0, 1, 0, 1];

test("sums along edges equal a dense product, in value and gradient", () => {
  tf.tidy(() => {
    const from = tf.tensor1d(FROM, "int32");
    const to = tf.tensor1d(TO, "int32");
    const dense = tf.tensor2d(DENSE, [2, 3]);
    const x = tf.tensor2d([1, -2, 0.5, 4, 3, 1], [3, 2]);
    const ours = (y: tfjs.Tensor): tfjs.Tensor => edgeSums(y, { from, to, endCount: 2 });
    const theirs = (y: tfjs.Tensor): tfjs.Tensor => tf.matMul(dense, y);
    assert.deepEqual(ours(x).arraySync(), theirs(x).arraySync());
    const gradient = (f: (y: tfjs.Tensor) => tfjs.Tensor): unknown =>
      tf
        .grad((y) => tf.sum(tf.square(f(y))))(x)
        .arraySync();
    assert.deepEqual(gradient(ours), gradient(theirs));
  });
});

test("they compile, the edges among the variables", () => {
  const variables = [FROM, TO].map((ends) => tf.variable(tf.tensor1d(ends, "int32"), false));
  const [from, to] = variables;
  const program = compile(
    {
      step: {
        inputs: { x: { shape: [3, 1], dtype: "float32" } },
        step: ({ x }) => ({ y: edgeSums(x, { from, to, endCount: 2 }) }),
      },
    },
    { variables },
  );
  for (let run = 0; run < 3; run++) {
    const { y } = program.run("step", { x: Float32Array.of(1, 10, 100) });
    assert.deepEqual([...y.dataSync()], [10, 101]);
    y.dispose();
  }
  assert.equal(program.mode, "graph");
  program.dispose();
  tf.dispose(variables);
});
