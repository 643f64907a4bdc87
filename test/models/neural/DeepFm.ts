import assert from "node:assert/strict";
import { test } from "node:test";
import { modelClaims, plantedBlocks } from "../../../lib/models/checkModel";
import { DeepFm, deepFmNetwork } from "../../../lib/models/neural/DeepFm";
import { tf } from "../../../lib/native";
import { blockCatalogues } from "../../support/blockCatalogues";
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
  dropout: 0,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
const build = (): DeepFm => new DeepFm(small, blockCatalogues(plantedBlocks()));
for (const { claim, holds } of modelClaims(build, options)) test(claim, holds);

test("log odds, loss and gradients equal PyTorch's, features in fields", () => {
  const { sizes } = neuralFixtures;
  const field = (start: number, end: number): { name: string; start: number; end: number } => ({
    name: `${start}`,
    start,
    end,
  });
  const network = deepFmNetwork(
    { embeddingSize: sizes.embedding, layerSizes: [6, 4], dropout: 0 },
    {
      user: { count: modelFixtures.pairs.users, fields: [field(0, 1), field(1, 2)] },
      item: { count: sizes.items, fields: [field(0, 3), field(3, 5)] },
    },
  );
  assertPairsEqualPyTorch(network, modelFixtures.deepFm);
});

test("scores of all pairs equal those of single pairs", async () => {
  const model = await new DeepFm({ ...small, epochs: 2 }).fit(plantedBlocks());
  const together = model.scores(model.users.ids).values;
  const alone = model.scores(["u3"]).values;
  const itemCount = model.items.size;
  const row = together.subarray(3 * itemCount, 4 * itemCount);
  row.forEach((score, item) => assert.ok(Math.abs(score - alone[item]) < 1e-5));
});
