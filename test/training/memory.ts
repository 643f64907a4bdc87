import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type InputValue, tf } from "../../lib/native";
import { sasrecDefaults, sasrecNetwork } from "../../lib/models/neural/Sasrec";
import { sequenceLoss } from "../../lib/models/neural/SequenceModel";
import { Adam, initialWeights, trainableWeights } from "../../lib/training";
import { RandomGenerator } from "../../lib/probability";

const BATCH = 32;
const LENGTH = 20;
const PLACES = 128;
const ITEMS = 2000;

test("memory stays flat over 1,000 compiled training steps of SASRec", () => {
  const config = { ...sasrecDefaults, embeddingSize: 16, blockCount: 1, historyLength: LENGTH };
  const random = new RandomGenerator(1);
  const network = sasrecNetwork(config, ITEMS);
  const variables = trainableWeights(network.weights, initialWeights(network.weights, random));
  const all = Object.values(variables);
  const optimizer = new Adam(all);
  const program = compile(
    {
      train: {
        inputs: {
          history: { shape: [BATCH, LENGTH], dtype: "int32" },
          place: { shape: [PLACES], dtype: "int32" },
          target: { shape: [PLACES], dtype: "int32" },
          weight: { shape: [PLACES], dtype: "float32" },
          seed: { shape: [2], dtype: "int32" },
          rate: { shape: [], dtype: "float32" },
        },
        step: (inputs) => {
          const { value, grads } = tf.variableGrads(
            () => sequenceLoss(network, variables, inputs, { config, training: true }),
            all,
          );
          optimizer.apply(
            all.map((variable) => ({ variable, gradient: grads[variable.name] })),
            inputs.rate.asScalar(),
          );
          return { loss: value };
        },
      },
    },
    { variables: [...all, ...optimizer.state] },
  );
  const below = (count: number, limit: number): Int32Array =>
    Int32Array.from({ length: count }, () => random.below(limit));
  const feed: Record<string, InputValue> = {
    history: below(BATCH * LENGTH, ITEMS + 1),
    place: below(PLACES, BATCH * LENGTH),
    target: below(PLACES, ITEMS).map((item) => item + 1),
    weight: new Float32Array(PLACES).fill(1),
    rate: Float32Array.of(0.001),
  };
  const steps = (from: number, to: number): void => {
    for (let step = from; step < to; step++) {
      const { loss } = program.run("train", { ...feed, seed: Int32Array.of(1, step) });
      assert.ok(Number.isFinite(loss.dataSync()[0]));
      loss.dispose();
    }
  };
  steps(0, 200);
  const before = { ...tf.memory(), rss: process.memoryUsage().rss };
  steps(200, 1200);
  const after = { ...tf.memory(), rss: process.memoryUsage().rss };
  assert.equal(program.mode, "graph");
  assert.deepEqual(
    [after.numTensors, after.numBytes, after.numDataBuffers],
    [before.numTensors, before.numBytes, before.numDataBuffers],
  );
  // The scores of a step, 128 x 2,000, are 1 MB: kept once in twenty steps they would be seen.
  const grown = (after.rss - before.rss) / 2 ** 20;
  assert.ok(grown < 48, `${grown.toFixed(1)} MB more after 1,000 steps`);
  program.dispose();
  optimizer.dispose();
  tf.dispose(variables);
});
