import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { modelClaims, plantedBlocks } from "../../../lib/models/checkModel";
import { TwoTower, twoTowerNetwork } from "../../../lib/models/neural/TwoTower";
import { loadModel } from "../../../lib/models/registry";
import { tf } from "../../../lib/native";
import { blockCatalogues } from "../../support/blockCatalogues";
import {
  assertPairsEqualPyTorch,
  modelFixtures,
  neuralFixtures,
} from "../../support/neuralFixture";

const small = {
  embeddingSize: 4,
  hiddenSize: 8,
  epochs: 15,
  batchSize: 120,
  learningRate: 0.02,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(() => new TwoTower(small), options)) test(claim, holds);

test("log odds, loss and gradients equal PyTorch's, features of both sides read", () => {
  const { sizes } = neuralFixtures;
  const { users, userFeatures, itemFeatures } = modelFixtures.pairs;
  const network = twoTowerNetwork(
    { embeddingSize: sizes.embedding, hiddenSize: sizes.hidden },
    {
      user: { count: users, featureCount: userFeatures.shape[1] },
      item: { count: sizes.items, featureCount: itemFeatures.shape[1] },
    },
  );
  assertPairsEqualPyTorch(network, modelFixtures.twoTower);
});

test("sigma(0.5 + 0.2 + 1) is 0.8455", () => {
  // 1 / (1 + Math.exp(-1.7)) -> 0.845534...: <x_u, x_i> = 0.5 + 0.2 and b = 1.
  const network = twoTowerNetwork(
    { embeddingSize: 2, hiddenSize: 2 },
    { user: { count: 1, featureCount: 0 }, item: { count: 1, featureCount: 0 } },
  );
  tf.tidy(() => {
    const identity = tf.tensor2d([1, 0, 0, 1], [2, 2]);
    const none = tf.zeros([2]);
    const weights = {
      users: tf.tensor2d([0.5, 1], [1, 2]),
      items: tf.tensor2d([1, 0.2], [1, 2]),
      offset: tf.tensor1d([1]),
      ...{ userHidden: identity, userHiddenBias: none, userOutput: identity, userOutputBias: none },
      ...{ itemHidden: identity, itemHiddenBias: none, itemOutput: identity, itemOutputBias: none },
    };
    const first = tf.tensor1d([0], "int32");
    const pairs = { user: first, item: first, every: false };
    const odds = network.logits(weights, pairs, { training: false, seed: null });
    assert.ok(Math.abs(tf.sigmoid(odds).dataSync()[0] - 0.8455) < 5e-5);
  });
});

test("features are kept with the model: loaded, it needs no catalogue", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "interestlab-"));
  const log = plantedBlocks();
  try {
    const model = await new TwoTower({ ...small, epochs: 3 }, blockCatalogues(log)).fit(log);
    await model.save(path.join(home, "towers"));
    const loaded = await loadModel(path.join(home, "towers"));
    assert.deepEqual(loaded.scores(["u0"]).values, model.scores(["u0"]).values);
  } finally {
    await rm(home, { recursive: true });
  }
});
