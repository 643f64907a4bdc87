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

test("heads that don't divide the embedding are refused", () => {
  assert.throws(() => new Sasrec({ embeddingSize: 10, headCount: 3 }), {
    message: "Sasrec requires headCount that divides embeddingSize 10, got 3",
  });
});
