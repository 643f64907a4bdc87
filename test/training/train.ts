import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type * as tfjs from "@tensorflow/tfjs-node";
import { crossEntropy, dropout, tf } from "../../lib/native";
import { permutation, RandomGenerator } from "../../lib/probability";
import { type Batch, train, type Trainable, type TrainingConfig } from "../../lib/training";

const folder = mkdtempSync(path.join(tmpdir(), "interestlab-train-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const FEATURES = 4;
const CLASSES = 3;

/** Softmax regression with dropout on 40 rows whose class is the largest of three features. */
function regression(): { variable: tfjs.Variable; trainable: Trainable } {
  const random = new RandomGenerator("rows");
  const data = Array.from({ length: 40 }, () =>
    Float32Array.from({ length: FEATURES }, () => random.uniform()),
  );
  const variable = tf.tidy(() => tf.variable(tf.zeros([FEATURES, CLASSES])));
  const batchOf = (chosen: readonly Float32Array[]): Batch => ({
    inputs: {
      x: Float32Array.from(chosen.flatMap((row) => [...row])),
      y: Int32Array.from(chosen, (row) => row.indexOf(Math.max(...row.subarray(0, CLASSES)))),
    },
    weight: chosen.length,
  });
  const trainable: Trainable = {
    name: "Regression",
    variables: [variable],
    inputs: {
      x: { shape: [10, FEATURES], dtype: "float32" },
      y: { shape: [10], dtype: "int32" },
    },
    loss: ({ x, y, seed }, training) => {
      const seen = training ? dropout(x, 0.25, { seed, site: 1 }) : x;
      return tf.mean(crossEntropy(tf.matMul(seen, variable as tfjs.Tensor2D), y)).asScalar();
    },
    batches: (epoch) => {
      const order = permutation(new RandomGenerator(1).fork(epoch), data.length);
      return [0, 10, 20, 30].map((first) =>
        batchOf(Array.from(order.subarray(first, first + 10), (row) => data[row])),
      );
    },
    chanceLoss: Math.log(CLASSES),
  };
  return { variable, trainable };
}

const config: TrainingConfig = { epochs: 6, learningRate: 0.1, seed: 3 };

test("the loss falls from chance, and no tensor is left", async () => {
  const before = tf.memory().numTensors;
  const { variable, trainable } = regression();
  const curve = await train(trainable, { ...config, epochs: 20 });
  assert.equal(curve.mode, "graph");
  assert.ok(curve.epochs[19].loss < 0.75 * Math.log(CLASSES), `${curve.epochs[19].loss}`);
  variable.dispose();
  assert.equal(tf.memory().numTensors, before);
});

test("an interrupted training goes on from its checkpoint to the same result", async () => {
  const uninterrupted = regression();
  const whole = await train(uninterrupted.trainable, config);
  const expected = [...uninterrupted.variable.dataSync()];
  uninterrupted.variable.dispose();

  // Interrupted between the batches of the third epoch, not at its end.
  const checkpointFile = path.join(folder, "resume.checkpoint");
  const controller = new AbortController();
  const first = regression();
  const interrupted = {
    ...first.trainable,
    batches: (epoch: number): readonly Batch[] => {
      const batches = first.trainable.batches(epoch);
      if (epoch < 2) return batches;
      return batches.map((batch, index) => ({
        ...batch,
        get weight(): number {
          if (index === 1) controller.abort(new Error("interrupted"));
          return batch.weight;
        },
      }));
    },
  };
  await assert.rejects(train(interrupted, config, { checkpointFile, signal: controller.signal }), {
    message: "interrupted",
  });
  first.variable.dispose();

  const second = regression();
  const resumed = await train(second.trainable, config, { checkpointFile });
  assert.deepEqual([...second.variable.dataSync()], expected);
  assert.deepEqual(
    resumed.epochs.map(({ loss }) => loss),
    whole.epochs.map(({ loss }) => loss),
  );
  second.variable.dispose();
});

test("a checkpoint of other settings is refused", async () => {
  const checkpointFile = path.join(folder, "other.checkpoint");
  const { variable, trainable } = regression();
  await train(trainable, config, { checkpointFile });
  await assert.rejects(
    train(trainable, { ...config, learningRate: 0.2 }, { checkpointFile }),
    /requires a checkpoint of .*"learningRate":0.2.*, got .*"learningRate":0.1/,
  );
  variable.dispose();
});

test("a loss that is no number stops the training, and names epoch and batch", async () => {
  const { variable, trainable } = regression();
  const broken: Trainable = {
    ...trainable,
    batches: (epoch) => {
      const batches = trainable.batches(epoch);
      if (epoch < 1) return batches;
      const x = new Float32Array(10 * FEATURES).fill(NaN);
      return batches.map((each, i) =>
        i === 2 ? { ...each, inputs: { ...each.inputs, x } } : each,
      );
    },
  };
  await assert.rejects(train(broken, config), {
    message: "Regression.fit requires a finite loss, got NaN in epoch 2, batch 3 of 4",
  });
  variable.dispose();
});

test("a loss that never leaves chance ends with a warning that says so", async () => {
  const { variable, trainable } = regression();
  const warnings: string[] = [];
  const onWarning = (message: string): unknown => warnings.push(message);
  await train(trainable, { ...config, learningRate: 1e-9 }, { onWarning });
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /Regression learned nothing: its loss never fell below 1\.0986/);
  await train(trainable, { ...config, epochs: 20 }, { onWarning });
  assert.equal(warnings.length, 1);
  variable.dispose();
});

test("training stops after patience epochs without a better validation, and keeps the best", async () => {
  const { variable, trainable } = regression();
  // A figure that rises three times, then falls.
  const qualities = [1, 2, 3, 2, 1, 0, 0, 0];
  const seen: number[][] = [];
  const curve = await train(
    {
      ...trainable,
      validationMetric: {
        name: "made up",
        compute: () => {
          seen.push([...variable.dataSync()]);
          return qualities[seen.length - 1];
        },
      },
    },
    { ...config, epochs: 8, patience: 2 },
  );
  assert.equal(curve.epochs.length, 5);
  assert.equal(curve.bestEpoch, 3);
  assert.ok(curve.stoppedEarly);
  assert.deepEqual([...variable.dataSync()], seen[2]);
  variable.dispose();
});

test("gradients are clipped to a joint norm", async () => {
  const free = regression();
  const clipped = regression();
  const sgd = { ...config, epochs: 1, learningRate: 1, optimizer: { kind: "sgd" } } as const;
  await train(free.trainable, sgd);
  await train(clipped.trainable, { ...sgd, clipNorm: 0.001 });
  const norm = (variable: tfjs.Variable): number => Math.hypot(...variable.dataSync());
  // Four steps of norm 0.001 at most.
  assert.ok(norm(clipped.variable) <= 0.004 + 1e-7 && norm(clipped.variable) > 0.001);
  assert.ok(norm(free.variable) > 0.1);
  tf.dispose([free.variable, clipped.variable]);
});

test("progress tells the loss and the time left", async () => {
  const { variable, trainable } = regression();
  const told: { done: number; secondsLeft: number }[] = [];
  await train(trainable, config, { onProgress: (progress) => told.push(progress) });
  assert.deepEqual(
    told.map(({ done }) => done),
    [1, 2, 3, 4, 5, 6],
  );
  assert.ok(told[0].secondsLeft > 0 && told[5].secondsLeft === 0);
  variable.dispose();
});
