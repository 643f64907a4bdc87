import assert from "node:assert/strict";
import { test } from "node:test";
import { modelClaims } from "../../../lib/models/checkModel";
import { NeuMf, neuMfNetwork } from "../../../lib/models/neural/NeuMf";
import { tf } from "../../../lib/native";
import {
  assertPairsEqualPyTorch,
  modelFixtures,
  neuralFixtures,
} from "../../support/neuralFixture";

const small = {
  embeddingSize: 4,
  layerSizes: [8],
  epochs: 15,
  batchSize: 120,
  learningRate: 0.02,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(() => new NeuMf(small), options)) test(claim, holds);

test("log odds, loss and gradients equal PyTorch's", () => {
  const { sizes } = neuralFixtures;
  const config = { embeddingSize: sizes.embedding, layerSizes: [6, 4] };
  const network = neuMfNetwork(config, modelFixtures.pairs.users, sizes.items);
  assertPairsEqualPyTorch(network, modelFixtures.neuMf);
});

test("layers without units are refused", () => {
  assert.throws(() => new NeuMf({ layerSizes: [] }), {
    message:
      "NeuMf requires layerSizes that lists whole numbers of at least 1, at least one of them, " +
      "got []",
  });
});
