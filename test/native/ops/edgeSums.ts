import assert from "node:assert/strict";
import { test } from "node:test";
import type * as tfjs from "@tensorflow/tfjs-node";
import { compile, type Edges, edgeSums, tf } from "../../../lib/native";

/** From and to, in the order of the ends. */
const FORTH = [
  [1, 0, 2],
  [0, 1, 1],
];
/** The same edges back, in the order of the starts. */
const BACK = [
  [1, 0, 1],
  [0, 1, 2],
];
/** The same edges as a matrix: [ends, starts]; no edge goes to the last end. */
const DENSE = [0, 1, 0, 1, 0, 1, 0, 0, 0];
const ENDS = 3;

const tensors = (sides: readonly number[][]): tfjs.Tensor[] =>
  sides.map((side) => tf.tensor1d(side, "int32"));
const edgesOf = ([from, to]: tfjs.Tensor[]): Edges => ({ from, to, endCount: ENDS });

test("sums along edges equal a dense product, in value and gradient", () => {
  tf.tidy(() => {
    const [forth, back] = [FORTH, BACK].map((sides) => edgesOf(tensors(sides)));
    const dense = tf.tensor2d(DENSE, [ENDS, 3]);
    const x = tf.tensor2d([1, -2, 0.5, 4, 3, 1], [3, 2]);
    const ours = (y: tfjs.Tensor): tfjs.Tensor => edgeSums(y, forth, back);
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
  const variables = tensors([...FORTH, ...BACK]).map((side) => tf.variable(side, false));
  const forth = edgesOf(variables.slice(0, 2));
  const back = edgesOf(variables.slice(2));
  const program = compile(
    {
      step: {
        inputs: { x: { shape: [3, 1], dtype: "float32" } },
        step: ({ x }) => ({ y: edgeSums(x, forth, back) }),
      },
    },
    { variables },
  );
  for (let run = 0; run < 3; run++) {
    const { y } = program.run("step", { x: Float32Array.of(1, 10, 100) });
    assert.deepEqual([...y.dataSync()], [10, 101, 0]);
    y.dispose();
  }
  assert.equal(program.mode, "graph");
  program.dispose();
  tf.dispose(variables);
});

test("edges in another order are refused", () => {
  const [forth, back] = [[FORTH[1], FORTH[0]], BACK].map((sides) => edgesOf(tensors(sides)));
  const x = tf.tensor2d([1, 2, 3], [3, 1]);
  assert.throws(() => edgeSums(x, forth, back), /segment ids are not increasing/);
  tf.dispose([x, forth.from, forth.to, back.from, back.to]);
});
