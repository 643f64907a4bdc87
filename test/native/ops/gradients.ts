// Every op with a gradient of its own: value and gradient equal the plain form's, and the gradient equals
// finite differences; each also compiles.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as tfjs from "@tensorflow/tfjs-node";
import { innerProductHead } from "../../../lib/models/neural/itemHead";
import { sampledLosses } from "../../../lib/models/neural/itemLosses";
import {
  addBias,
  batchedCholesky,
  compile,
  crossEntropy,
  edgeSums,
  logGammaOf,
  lstm,
  maxOver,
  productCrossEntropy,
  rows,
  softCrossEntropy,
  batchedSolveLower,
  tf,
  topValues,
} from "../../../lib/native";
import { RandomGenerator } from "../../../lib/probability";

type Tensors = readonly tfjs.Tensor[];

interface OpCase {
  readonly name: string;
  /** Of the inputs that a gradient is taken by. */
  readonly shapes: readonly (readonly number[])[];
  /** Where random inputs lie; default [-1, 1). */
  readonly range?: readonly [number, number];
  readonly op: (x: Tensors) => tfjs.Tensor;
  /** The same in plain tfjs. */
  readonly plain?: (x: Tensors) => tfjs.Tensor;
}

const LABELS = [2, 0, 3];
const labels = (): tfjs.Tensor1D => tf.tensor1d(LABELS, "int32");
const shares = (): tfjs.Tensor =>
  tf.tensor2d([0.1, 0.2, 0.3, 0.4, 1, 0, 0, 0, 0, 0.5, 0.5, 0], [3, 4]);
const logSoftmax = (x: tfjs.Tensor): tfjs.Tensor => tf.logSoftmax(x);
const oneHot = (positions: tfjs.Tensor, depth: number): tfjs.Tensor =>
  tf.cast(tf.oneHot(positions, depth), "float32");

/** One LSTM step after the other. */
function plainLstm([x, weight, bias]: Tensors): tfjs.Tensor {
  const [time, batch] = x.shape;
  let h: tfjs.Tensor = tf.zeros([batch, 2]);
  let c: tfjs.Tensor = tf.zeros([batch, 2]);
  const states = tf.unstack(x).map((input) => {
    const gates = tf.add(tf.matMul(tf.concat([input, h], 1), weight), bias);
    const [i, f, g, o] = tf.split(gates, 4, 1);
    c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    return h;
  });
  assert.equal(states.length, time);
  return tf.stack(states);
}

/** Symmetric positive definite: X X' + 2 I. */
function definite(x: tfjs.Tensor): tfjs.Tensor {
  return tf.add(tf.matMul(x, x, false, true), tf.mul(tf.eye(3), 2));
}

/** The Cholesky factor of each 3 x 3 matrix, entry by entry. */
function plainCholesky(a: tfjs.Tensor): tfjs.Tensor {
  const at = (i: number, j: number): tfjs.Tensor =>
    tf.reshape(tf.slice(a, [0, i, j], [-1, 1, 1]), [-1]);
  const zero = tf.zerosLike(at(0, 0));
  const l: tfjs.Tensor[][] = [[], [], []];
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (j > i) {
        l[i][j] = zero;
        continue;
      }
      let rest = at(i, j);
      for (let k = 0; k < j; k++) rest = tf.sub(rest, tf.mul(l[i][k], l[j][k]));
      l[i][j] = i === j ? tf.sqrt(rest) : tf.div(rest, l[j][j]);
    }
  }
  return tf.stack(
    l.map((row) => tf.stack(row, 1)),
    1,
  );
}

/** Lower triangular with a diagonal from 2 on. */
function lower(x: tfjs.Tensor): tfjs.Tensor {
  const mask = tf.tensor2d([0, 0, 0, 1, 0, 0, 1, 1, 0], [3, 3]);
  const diagonal = tf.mul(tf.eye(3), tf.add(tf.abs(x), 2));
  return tf.add(tf.mul(x, mask), diagonal);
}

/** X of L X = B, row by row, or of L' X = B from the last row on. */
function plainSolve(l: tfjs.Tensor, b: tfjs.Tensor, transpose: boolean): tfjs.Tensor {
  const entry = (i: number, j: number): tfjs.Tensor =>
    transpose ? tf.slice(l, [0, j, i], [-1, 1, 1]) : tf.slice(l, [0, i, j], [-1, 1, 1]);
  const solved: tfjs.Tensor[] = [];
  const order = transpose ? [2, 1, 0] : [0, 1, 2];
  for (const i of order) {
    let rest: tfjs.Tensor = tf.slice(b, [0, i, 0], [-1, 1, -1]);
    for (const j of order) {
      if (j === i) break;
      rest = tf.sub(rest, tf.mul(entry(i, j), solved[j]));
    }
    solved[i] = tf.div(rest, entry(i, i));
  }
  return tf.concat(solved, 1);
}

/** Scores by inner products, and the sampled losses of three places against two wrong items. */
function sampled(loss: "sampledSoftmax" | "gbce"): (x: Tensors) => tfjs.Tensor {
  return ([states, table]) => {
    const wrong = tf.tensor1d([1, 4], "int32");
    const head = innerProductHead(4, { vectors: "items" });
    const seed = tf.zeros([2], "int32");
    const target = tf.add(labels(), tf.scalar(1, "int32"));
    return sampledLosses(
      { items: table },
      { head, states, target, seed, wrong },
      { ...SAMPLED, loss },
    );
  };
}
const SAMPLED = { loss: "gbce", negativeCount: 2, calibration: 0.75 } as const;

/** The same from the scores of all items: those of [right, 1, 4], where a hit doesn't count. */
function plainSampled([states, table]: Tensors): tfjs.Tensor {
  const scores = tf.matMul(states, table, false, true); // [places, items + 1]
  const right = tf.sum(tf.mul(scores, oneHot(tf.add(labels(), tf.scalar(1, "int32")), 5)), 1);
  // Right items are 3, 1 and 4: of the wrong ones, 1 hits the second place and 4 the third.
  const wrong = tf.tensor2d([0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0], [3, 5]);
  const others = tf.sum(tf.mul(tf.exp(scores), wrong), 1);
  return tf.sub(tf.log(tf.add(tf.exp(right), others)), right);
}

const cases: readonly OpCase[] = [
  {
    name: "crossEntropy",
    shapes: [[3, 4]],
    op: ([x]) => crossEntropy(x, labels()),
    plain: ([x]) => tf.neg(tf.sum(tf.mul(logSoftmax(x), oneHot(labels(), 4)), 1)),
  },
  {
    name: "productCrossEntropy in two unequal chunks",
    shapes: [
      [3, 2],
      [4, 2],
    ],
    op: ([states, table]) => productCrossEntropy(states, table, labels(), 32),
    plain: ([states, table]) => {
      const logits = tf.matMul(states, table, false, true);
      return tf.neg(tf.sum(tf.mul(logSoftmax(logits), oneHot(labels(), 4)), 1));
    },
  },
  {
    name: "addBias",
    shapes: [[3, 4], [4]],
    op: ([x, bias]) => addBias(x, bias),
    plain: ([x, bias]) => tf.add(x, bias),
  },
  {
    name: "softCrossEntropy",
    shapes: [[3, 4]],
    op: ([x]) => softCrossEntropy(x, shares()),
    plain: ([x]) => tf.neg(tf.sum(tf.mul(logSoftmax(x), shares()), 1)),
  },
  {
    name: "the sampled softmax's loss",
    shapes: [
      [3, 2],
      [5, 2],
    ],
    op: sampled("sampledSoftmax"),
    plain: plainSampled,
  },
  {
    name: "gBCE",
    shapes: [
      [3, 2],
      [5, 2],
    ],
    op: sampled("gbce"),
  },
  {
    name: "lstm",
    shapes: [[4, 3, 2], [4, 8], [8]],
    op: ([x, weight, bias]) => lstm(x, weight, bias),
    plain: plainLstm,
  },
  {
    name: "rows",
    shapes: [[4, 3]],
    op: ([x]) => rows(x, tf.tensor2d([1, 3, 1, 0], [2, 2], "int32")),
    plain: ([x]) =>
      tf.reshape(tf.matMul(oneHot(tf.tensor1d([1, 3, 1, 0], "int32"), 4), x), [2, 2, 3]),
  },
  {
    name: "maxOver",
    shapes: [[3, 4]],
    op: ([x]) => maxOver(x, 1),
    plain: ([x]) => tf.max(x, 1),
  },
  {
    name: "edgeSums",
    shapes: [[3, 2]],
    op: ([x]) =>
      edgeSums(
        x,
        {
          from: tf.tensor1d([1, 0, 2], "int32"),
          to: tf.tensor1d([0, 1, 1], "int32"),
          endCount: 2,
        },
        {
          from: tf.tensor1d([1, 0, 1], "int32"),
          to: tf.tensor1d([0, 1, 2], "int32"),
          endCount: 3,
        },
      ),
    plain: ([x]) => tf.matMul(tf.tensor2d([0, 1, 0, 1, 0, 1], [2, 3]), x),
  },
  { name: "logGammaOf", shapes: [[5]], range: [1.5, 6], op: ([x]) => logGammaOf(x) },
  {
    name: "topValues",
    shapes: [[3, 5]],
    op: ([x]) => topValues(x, 2).values,
    plain: ([x]) => {
      const cells = x.arraySync() as number[][];
      const places = cells.map((row) => [...row.keys()].sort((i, j) => row[j] - row[i]));
      const each = [0, 1].map((rank) => {
        const chosen = oneHot(
          tf.tensor1d(
            places.map((row) => row[rank]),
            "int32",
          ),
          5,
        );
        return tf.sum(tf.mul(x, chosen), 1);
      });
      return tf.stack(each, 1);
    },
  },
  {
    name: "batchedCholesky",
    shapes: [[2, 3, 3]],
    op: ([x]) => batchedCholesky(definite(x)),
    plain: ([x]) => plainCholesky(definite(x)),
  },
  ...[false, true].map((transpose): OpCase => ({
    name: `batchedSolveLower${transpose ? ", transposed" : ""}`,
    shapes: [
      [2, 3, 3],
      [2, 3, 2],
    ],
    op: ([l, b]) => batchedSolveLower(lower(l), b, { transpose }),
    plain: ([l, b]) => plainSolve(lower(l), b, transpose),
  })),
];

const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, each) => product * each, 1);

function close(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  assert.equal(got.length, expected.length);
  const largest = Math.max(1, ...Array.from(expected, Math.abs));
  Array.from(expected).forEach((value, i) => {
    assert.ok(Math.abs(got[i] - value) <= tolerance * largest, `${got[i]}, not ${value}, at ${i}`);
  });
}

for (const { name, shapes, range: [low, high] = [-1, 1], op, plain } of cases) {
  const random = new RandomGenerator(7).fork(name);
  const values = shapes.map((shape) =>
    Float32Array.from({ length: sizeOf(shape) }, () => low + (high - low) * random.uniform()),
  );
  const tensors = (given: readonly Float32Array[]): tfjs.Tensor[] =>
    given.map((each, i) => tf.tensor(each, [...shapes[i]]));
  /** A weighted sum of the outputs: the weights differ, so that no gradient cancels out. */
  const total = (f: OpCase["op"], x: Tensors): tfjs.Scalar => {
    const y = f(x);
    const weights = Float32Array.from({ length: y.size }, (_, i) => Math.sin(i + 1));
    return tf.sum(tf.mul(y, tf.tensor(weights, y.shape))).asScalar();
  };
  const gradients = (f: OpCase["op"]): Float32Array[] =>
    tf.tidy(() =>
      tf
        .grads((...x: tfjs.Tensor[]) => total(f, x))(tensors(values))
        .map((gradient) => gradient.dataSync<"float32">().slice()),
    );

  test(`${name}: the gradient equals finite differences`, () => {
    const step = 0.01;
    const at = (moved: readonly Float32Array[]): number =>
      tf.tidy(() => {
        const y = op(tensors(moved)).dataSync<"float32">();
        return y.reduce((sum, value, i) => sum + value * Math.fround(Math.sin(i + 1)), 0);
      });
    gradients(op).forEach((gradient, input) => {
      const slopes = gradient.map((_, i) => {
        const moved = (by: number): Float32Array[] =>
          values.map((each, k) =>
            k === input ? each.map((value, j) => (j === i ? value + by : value)) : each,
          );
        return (at(moved(step)) - at(moved(-step))) / (2 * step);
      });
      close(gradient, slopes, 2e-3);
    });
  });

  if (plain) {
    test(`${name}: value and gradient equal the plain form's`, () => {
      tf.tidy(() => {
        close(op(tensors(values)).dataSync(), plain(tensors(values)).dataSync(), 1e-5);
      });
      const theirs = gradients(plain);
      gradients(op).forEach((gradient, input) => {
        close(gradient, theirs[input], 1e-4);
      });
    });
  }

  test(`${name}: a compiled step gives the same value and gradient`, () => {
    const names = shapes.map((_, i) => `x${i}`);
    const inputs = Object.fromEntries(
      shapes.map((shape, i) => [names[i], { shape, dtype: "float32" } as const]),
    );
    const program = compile(
      {
        step: {
          inputs,
          step: (given) => {
            const x = names.map((key) => given[key]);
            const { value, grads } = tf.valueAndGrads((...y: tfjs.Tensor[]) => total(op, y))(x);
            return { value, ...Object.fromEntries(grads.map((each, i) => [names[i], each])) };
          },
        },
      },
      { variables: [], checkedRuns: 0 },
    );
    const feed = Object.fromEntries(values.map((each, i) => [names[i], each]));
    const { value, ...compiled } = program.run("step", feed);
    assert.equal(program.mode, "graph");
    const plainValue = tf.tidy(() => total(op, tensors(values)).dataSync());
    close(value.dataSync(), plainValue, 1e-5);
    gradients(op).forEach((gradient, i) => {
      close(compiled[names[i]].dataSync(), gradient, 1e-5);
    });
    tf.dispose([value, compiled]);
    program.dispose();
  });
}

test("topValues names a k that no row has", () => {
  tf.tidy(() => {
    assert.throws(() => topValues(tf.zeros([2, 3]), 4), {
      message: "topValues requires k that is a whole number from 1 to 3, got 4",
    });
  });
});

test("topValues gives the first of equal values first, of rows of 100,000", () => {
  tf.tidy(() => {
    const wide = Float32Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 1000);
    const { values, positions } = topValues(tf.tensor2d(wide, [2, 100_000]), 300);
    const expected = [0, 1].flatMap((row) =>
      Array.from({ length: 100_000 }, (_, i) => i)
        .sort((a, b) => wide[row * 100_000 + b] - wide[row * 100_000 + a] || a - b)
        .slice(0, 300),
    );
    assert.deepEqual([...positions.dataSync()], expected);
    assert.deepEqual(
      [...values.dataSync()],
      expected.map((position, i) => wide[(i < 300 ? 0 : 100_000) + position]),
    );
  });
});
