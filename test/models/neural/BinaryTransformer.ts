import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../../lib/data";
import { modelClaims } from "../../../lib/models/checkModel";
import {
  BinaryTransformer,
  binaryTransformerDefaults,
  binaryTransformerNetwork,
  tokensOf,
} from "../../../lib/models/neural/BinaryTransformer";
import { tf } from "../../../lib/native";
import {
  assertSequenceEqualsPyTorch,
  modelFixtures,
  neuralFixtures,
} from "../../support/neuralFixture";

const small = {
  historyLength: 5,
  embeddingSize: 16,
  hiddenSize: 16,
  negativeCount: 8,
  batchSize: 48,
  epochs: 20,
  learningRate: 0.02,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
const build = (): BinaryTransformer => new BinaryTransformer(small);
for (const { claim, holds } of modelClaims(build, options)) test(claim, holds);

test("the defaults are d_model 64, 2 heads, feed-forward 64, vocabulary 10,000, length 100", () => {
  const { embeddingSize, headCount, vocabularySize, historyLength } = binaryTransformerDefaults;
  assert.deepEqual([embeddingSize, headCount, vocabularySize, historyLength], [64, 2, 10_000, 100]);
  const { weights } = binaryTransformerNetwork(binaryTransformerDefaults, Float32Array.of(0, 1), 1);
  assert.deepEqual(weights.block0_feed1.shape, [64, 64]);
});

test("loss and gradients equal PyTorch's", () => {
  const { sizes, history } = neuralFixtures;
  const config = {
    ...binaryTransformerDefaults,
    historyLength: sizes.length,
    embeddingSize: sizes.embedding,
    hiddenSize: sizes.hidden,
    dropout: 0,
  };
  const tokens = Float32Array.from({ length: sizes.items + 1 }, (_, item) => item);
  const network = binaryTransformerNetwork(config, tokens, sizes.items);
  const given = { history, wrong: modelFixtures.wrong };
  assertSequenceEqualsPyTorch(network, modelFixtures.binaryTransformer, given, config);
});

test("items beyond the vocabulary share its last row", () => {
  const item = ["a", "b", "b", "c", "d", "d", "e"];
  const log = Interactions.fromColumns({ user: item.map((_, row) => `u${row}`), item });
  assert.deepEqual([...tokensOf(log, 10)], [0, 1, 2, 3, 4, 5]);
  // b and d are the most chosen.
  assert.deepEqual([...tokensOf(log, 3)], [0, 3, 1, 3, 2, 3]);
});
