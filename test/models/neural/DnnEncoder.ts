import { test } from "node:test";
import { categorySpace } from "../../../lib/interests";
import { modelClaims, plantedBlocks } from "../../../lib/models/checkModel";
import { DnnEncoder, dnnNetwork } from "../../../lib/models/neural/DnnEncoder";
import { tf } from "../../../lib/native";
import { assertEqualsPyTorch, neuralFixtures } from "../../support/neuralFixture";

const blocks = plantedBlocks();
const space = categorySpace("blocks", blocks.items.ids, (item) => [item.slice(0, 2)]);
const build = (): DnnEncoder =>
  new DnnEncoder(
    { historyLength: 5, epochs: 10, batchSize: 64, learningRate: 0.03, validationShare: 0 },
    space,
  );
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(build, options)) test(claim, holds);

test("logits, loss and gradients equal PyTorch's", () => {
  const { sizes } = neuralFixtures;
  const network = dnnNetwork(
    { embeddingSize: sizes.embedding, hiddenSize: sizes.hidden, dropout: 0 },
    sizes.items,
    sizes.interests,
  );
  assertEqualsPyTorch(network, "dnn");
});
