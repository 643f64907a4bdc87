import assert from "node:assert/strict";
import { test } from "node:test";
import { matrixRow } from "../../../lib/matrices";
import { modelClaims } from "../../../lib/models/checkModel";
import { Sasrec, sasrecDefaults, sasrecNetwork } from "../../../lib/models/neural/Sasrec";
import { tf } from "../../../lib/native";
import { assertSequenceEqualsPyTorch, neuralFixtures } from "../../support/neuralFixture";
import { ring } from "../../support/ring";

const small = {
  historyLength: 8,
  embeddingSize: 16,
  blockCount: 1,
  batchSize: 24,
  placesPerBatch: 128,
  epochs: 20,
  learningRate: 0.01,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
const build = (): Sasrec => new Sasrec(small);
for (const { claim, holds } of modelClaims(build, options)) test(claim, holds);

test("loss and gradients equal PyTorch's", () => {
  const { sizes, history, sasrec } = neuralFixtures;
  const config = {
    ...sasrecDefaults,
    historyLength: sizes.length,
    embeddingSize: sizes.embedding,
    dropout: 0,
  };
  const network = sasrecNetwork(config, sizes.items);
  assertSequenceEqualsPyTorch(network, sasrec, { history }, config);
});

for (const loss of ["softmax", "sampledSoftmax", "gbce"] as const) {
  test(`the order of items is learned with the loss ${loss}`, async () => {
    const log = ring(6);
    const model = await new Sasrec({
      ...small,
      loss,
      negativeCount: 9,
      epochs: loss === "gbce" ? 80 : 30,
    }).fit(log);
    const { items } = model.recommend(["u0", "u3"], 1, { excludeSeen: false });
    assert.deepEqual(items, [["i6"], ["i9"]]);
    assert.equal(model.curve!.mode, "graph");
  });
}

test("a longer history folds in: what comes next moves on", async () => {
  const model = await new Sasrec({ ...small, epochs: 30 }).fit(ring(6));
  const scores = matrixRow(model.foldIn(ring(7)), 0);
  assert.equal(model.items.ids[scores.indexOf(Math.max(...scores))], "i7");
});

test("the best epoch by ndcg@10 of held-out last items is kept", async () => {
  const model = new Sasrec({ ...small, epochs: 8, validationShare: 0.5, patience: 3 });
  await model.fit(ring(6));
  const metrics = model.curve!.epochs.map(({ validationMetric }) => validationMetric!);
  assert.equal(model.curve!.bestEpoch, 1 + metrics.indexOf(Math.max(...metrics)));
});

test("attention reads a history without looking ahead, and item embeddings are read out", async () => {
  const model = await new Sasrec({ ...small, epochs: 2 }).fit(ring(6));
  const { items, blocks } = model.attention("u3");
  assert.deepEqual(items, ["i3", "i4", "i5", "i6", "i7", "i8"]);
  assert.deepEqual([blocks.length, blocks[0].length], [1, 2]);
  for (let row = 0; row < 6; row++) {
    const reads = matrixRow(blocks[0][1], row);
    assert.ok(Math.abs(reads.reduce((sum, share) => sum + share, 0) - 1) < 1e-5);
    assert.deepEqual([...reads.subarray(row + 1)], new Array<number>(5 - row).fill(0));
  }
  // The scores are the last state's products with these embeddings: ten items of 16 numbers.
  const { rowCount, columnCount, values } = model.itemEmbeddings();
  assert.deepEqual([rowCount, columnCount], [10, 16]);
  assert.deepEqual(values, model.weights.items.slice(16));
});

test("padded to several lengths, the order of items is learned just so", async () => {
  const log = ring(4);
  const model = await new Sasrec({ ...small, paddedLengths: 3, epochs: 30 }).fit(log);
  assert.deepEqual(model.recommend(["u0"], 1).items, [["i4"]]);
  assert.equal(model.curve!.mode, "graph");
});

test("heads that don't divide the embedding are refused", () => {
  assert.throws(() => new Sasrec({ embeddingSize: 10, headCount: 3 }), {
    message: "Sasrec requires headCount that divides embeddingSize 10, got 3",
  });
});
