import assert from "node:assert/strict";
import { test } from "node:test";
import { modelClaims, plantedBlocks } from "../../../lib/models/checkModel";
import { RecVae, recVaeLoss, recVaeWeights } from "../../../lib/models/neural/RecVae";
import { tf } from "../../../lib/native";
import { assertLossEqualsPyTorch, modelFixtures, tensorOf } from "../../support/neuralFixture";

const small = {
  hiddenSize: 16,
  latentSize: 4,
  batchSize: 24,
  epochs: 15,
  encoderPasses: 1,
  learningRate: 0.02,
  dropout: 0.2,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(() => new RecVae(small), options)) test(claim, holds);

test("loss and gradients equal PyTorch's at the mean taste", () => {
  const { recVae, recVaeBag, recVaeBefore } = modelFixtures;
  const specs = recVaeWeights({ hiddenSize: 5, latentSize: 3 }, recVaeBag.shape[1]);
  assertLossEqualsPyTorch(specs, recVae, (variables) => {
    const before = Object.fromEntries(
      Object.entries(recVaeBefore).map(([name, values]) => [name, tensorOf(values)]),
    );
    const inputs = {
      bag: tensorOf(recVaeBag),
      weight: tf.tensor1d([1, 1, 1, 0]),
      seed: tf.tensor1d([1, 1], "int32"),
    };
    const parts = { dropout: 0, noise: false, klWeightPerItem: 0.05 };
    return recVaeLoss(variables, before, inputs, parts);
  });
});

test("encoder and decoder move in turn, as one graph, and the best epoch is kept", async () => {
  const model = new RecVae({ ...small, epochs: 6, validationShare: 0.3, patience: 3 });
  await model.fit(plantedBlocks());
  const curve = model.curve!;
  assert.equal(curve.mode, "graph");
  const metrics = curve.epochs.map(({ validationMetric }) => validationMetric!);
  assert.equal(curve.bestEpoch, 1 + metrics.indexOf(Math.max(...metrics)));
});
