import { test } from "node:test";
import { categorySpace } from "../../../lib/interests";
import { modelClaims, plantedBlocks } from "../../../lib/models/checkModel";
import {
  TransformerEncoder,
  transformerNetwork,
} from "../../../lib/models/neural/TransformerEncoder";
import { tf } from "../../../lib/native";
import { assertEqualsPyTorch, neuralFixtures } from "../../support/neuralFixture";

const blocks = plantedBlocks();
const space = categorySpace("blocks", blocks.items.ids, (item) => [item.slice(0, 2)]);
const build = (): TransformerEncoder =>
  new TransformerEncoder(
    {
      historyLength: 5,
      epochs: 10,
      batchSize: 64,
      learningRate: 0.03,
      validationShare: 0,
      blockCount: 1,
    },
    space,
  );
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(build, options)) test(claim, holds);

test("logits, loss and gradients equal PyTorch's", () => {
  const { sizes } = neuralFixtures;
  const network = transformerNetwork(
    {
      historyLength: sizes.length,
      embeddingSize: sizes.embedding,
      blockCount: 2,
      headCount: 2,
      dropout: 0,
    },
    sizes.items,
    sizes.interests,
  );
  assertEqualsPyTorch(network, "transformer");
});
