import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../../lib/data";
import { modelClaims } from "../../../lib/models/checkModel";
import { Caser, caserDefaults, caserNetwork } from "../../../lib/models/neural/Caser";
import { windowPacking } from "../../../lib/models/neural/windowPacking";
import { tf } from "../../../lib/native";
import { RandomGenerator } from "../../../lib/probability";
import {
  assertSequenceEqualsPyTorch,
  modelFixtures,
  neuralFixtures,
} from "../../support/neuralFixture";
import { ring } from "../../support/ring";

const small = {
  historyLength: 3,
  horizon: 3,
  embeddingSize: 16,
  filterCount: 4,
  verticalFilterCount: 2,
  batchSize: 48,
  epochs: 20,
  learningRate: 0.02,
  validationShare: 0,
  dropout: 0.2,
};
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(() => new Caser(small), options)) test(claim, holds);

test("loss and gradients equal PyTorch's", () => {
  const { sizes } = neuralFixtures;
  const config = {
    ...caserDefaults,
    historyLength: 3,
    embeddingSize: sizes.embedding,
    filterCount: 4,
    verticalFilterCount: 2,
    dropout: 0,
  };
  const network = caserNetwork(config, sizes.items, 4);
  const given = { history: modelFixtures.window, user: modelFixtures.windowUser };
  assertSequenceEqualsPyTorch(network, modelFixtures.caser, given, config);
});

test("the order of items is learned, and holds for a stranger", async () => {
  const model = await new Caser({ ...small, horizon: 1 }).fit(ring(6));
  const { items } = model.recommend(["u0", "u3"], 1, { excludeSeen: false });
  assert.deepEqual(items, [["i6"], ["i9"]]);
  const stranger = Interactions.fromColumns({
    user: ["new", "new", "new"],
    item: ["i2", "i3", "i4"],
  });
  const scores = model.foldIn(stranger).values;
  assert.equal(model.items.ids[scores.indexOf(Math.max(...scores))], "i5");
});

test("windows ask for the next items, fewer at the end of a history", () => {
  const { inputs, pack } = windowPacking({ batchSize: 4, historyLength: 2, horizon: 2 });
  assert.deepEqual(inputs.place.shape, [8]);
  const sequence = { user: 0, from: 0, end: 4 };
  const [batch] = pack(Int32Array.of(10, 11, 12, 13), [sequence], new RandomGenerator(1));
  const given = batch.inputs as Record<string, Int32Array>;
  // Three windows, after 1, 2 and 3 items: two, two and one items follow.
  assert.equal(batch.weight, 5);
  const read = Array.from({ length: 5 }, (_, at) => {
    const row = given.place[at];
    return `${given.history.slice(2 * row, 2 * row + 2).join()}>${given.target[at]}`;
  });
  assert.deepEqual(read.sort(), ["0,11>12", "0,11>13", "11,12>13", "11,12>14", "12,13>14"]);
});
