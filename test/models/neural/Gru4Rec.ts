import assert from "node:assert/strict";
import { test } from "node:test";
import { matrixRow } from "../../../lib/matrices";
import { modelClaims } from "../../../lib/models/checkModel";
import { Gru4Rec, gru4RecNetwork } from "../../../lib/models/neural/Gru4Rec";
import { tf } from "../../../lib/native";
import {
  assertSequenceEqualsPyTorch,
  modelFixtures,
  neuralFixtures,
} from "../../support/neuralFixture";
import { ring } from "../../support/ring";

const small = {
  historyLength: 6,
  embeddingSize: 16,
  hiddenSize: 16,
  batchSize: 24,
  placesPerBatch: 128,
  epochs: 20,
  learningRate: 0.02,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(() => new Gru4Rec(small), options)) test(claim, holds);

for (const [loss, name] of [
  ["softmax", "gru4Rec"],
  ["sampledSoftmax", "gru4RecSampledSoftmax"],
  ["gbce", "gru4RecGbce"],
] as const) {
  test(`the ${loss} loss and its gradients equal PyTorch's`, () => {
    const { sizes, history } = neuralFixtures;
    const network = gru4RecNetwork(
      { embeddingSize: sizes.embedding, hiddenSize: sizes.hidden, dropout: 0 },
      sizes.items,
    );
    const wrong = loss === "softmax" ? undefined : modelFixtures.wrong;
    const config = { loss, negativeCount: modelFixtures.wrong.length, calibration: 0.75 };
    assertSequenceEqualsPyTorch(network, modelFixtures[name], { history, wrong }, config);
  });
}

test("the order of items is learned, however far histories are padded", async () => {
  const config = { ...small, historyLength: 12, paddedLengths: 2 };
  const model = await new Gru4Rec(config).fit(ring(6));
  const next = matrixRow(model.foldIn(ring(7)), 0);
  assert.equal(model.items.ids[next.indexOf(Math.max(...next))], "i7");
});
