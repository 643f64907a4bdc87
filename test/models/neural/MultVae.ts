import assert from "node:assert/strict";
import { test } from "node:test";
import { modelClaims, plantedBlocks } from "../../../lib/models/checkModel";
import {
  MultVae,
  multVaeDefaults,
  multVaeLoss,
  multVaeWeights,
} from "../../../lib/models/neural/MultVae";
import { tf } from "../../../lib/native";
import { assertLossEqualsPyTorch, neuralFixtures } from "../../support/neuralFixture";

const small = {
  hiddenSize: 16,
  latentSize: 4,
  batchSize: 24,
  epochs: 60,
  learningRate: 0.02,
  dropout: 0.2,
  annealingSteps: 20,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(() => new MultVae(small), options)) test(claim, holds);

for (const [fixtureName, variational] of [
  ["multVae", true],
  ["multDae", false],
] as const) {
  test(`loss and gradients of ${fixtureName} equal PyTorch's at the mean taste`, () => {
    const fixture = neuralFixtures[fixtureName];
    const config = { ...multVaeDefaults, hiddenSize: 5, latentSize: 3, variational };
    const specs = multVaeWeights(config, neuralFixtures.sizes.items);
    assertLossEqualsPyTorch(specs, fixture, (variables) => {
      const inputs = {
        bag: tf.tensor(neuralFixtures.bag.values, [...neuralFixtures.bag.shape]),
        weight: tf.tensor1d([1, 1, 1, 0]),
        klWeight: tf.scalar(0.3),
        seed: tf.tensor1d([1, 1], "int32"),
      };
      return multVaeLoss(variables, inputs, { config, training: false });
    });
  });
}

test("Mult-DAE learns the planted blocks, too", async () => {
  const log = plantedBlocks();
  const model = await new MultVae({ ...small, variational: false }).fit(log);
  const { items } = model.recommend(["u0", "u1"], 2);
  assert.ok(
    items[0].every((item) => item.startsWith("b0")),
    items[0].join(),
  );
  assert.ok(
    items[1].every((item) => item.startsWith("b1")),
    items[1].join(),
  );
});
