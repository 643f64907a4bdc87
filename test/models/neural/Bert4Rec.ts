import assert from "node:assert/strict";
import { test } from "node:test";
import { matrixRow } from "../../../lib/matrices";
import { modelClaims } from "../../../lib/models/checkModel";
import { Bert4Rec, bert4RecDefaults, bert4RecNetwork } from "../../../lib/models/neural/Bert4Rec";
import { maskedPacking } from "../../../lib/models/neural/maskedPacking";
import { tf } from "../../../lib/native";
import { RandomGenerator } from "../../../lib/probability";
import {
  assertSequenceEqualsPyTorch,
  modelFixtures,
  neuralFixtures,
} from "../../support/neuralFixture";
import { ring } from "../../support/ring";

const small = {
  historyLength: 6,
  embeddingSize: 16,
  blockCount: 1,
  batchSize: 24,
  placesPerBatch: 64,
  epochs: 30,
  learningRate: 0.01,
  validationShare: 0,
  dropout: 0.1,
};
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(() => new Bert4Rec(small), options)) test(claim, holds);

test("loss and gradients equal PyTorch's", () => {
  const { sizes } = neuralFixtures;
  const config = {
    ...bert4RecDefaults,
    historyLength: sizes.length,
    embeddingSize: sizes.embedding,
    dropout: 0,
  };
  const network = bert4RecNetwork(config, sizes.items);
  const given = { history: modelFixtures.hidden };
  assertSequenceEqualsPyTorch(network, modelFixtures.bert4Rec, given, config);
});

test("the order of items is learned", async () => {
  const config = { ...small, seed: 1, dropout: 0, epochs: 160, lastMaskShare: 0.5 };
  const model = await new Bert4Rec(config).fit(ring(6));
  const { items } = model.recommend(["u0", "u3"], 1, { excludeSeen: false });
  assert.deepEqual(items, [["i6"], ["i9"]]);
});

test("padded to several lengths, a history goes into the shortest that holds it", () => {
  const sizes = { batchSize: 2, historyLength: 8, placesPerBatch: 6, paddedLengths: 3 };
  const packing = maskedPacking({ ...sizes, maskShare: 0.5, lastMaskShare: 0 }, 12);
  const ends = [2, 4, 5, 9];
  const batches = packing.pack(
    Int32Array.from({ length: 9 }, (_, item) => item),
    ends.map((end, user) => ({ user, from: 0, end })),
    new RandomGenerator(3),
  );
  const histories = batches.map(({ inputs }) => inputs.history as Int32Array);
  assert.deepEqual(histories.map(({ length }) => length / 2).sort(), [2, 4, 8]);
  const hidden = batches.reduce((sum, { weight }) => sum + weight, 0);
  const masks = histories.flatMap((history) => [...history.filter((item) => item === 12)]);
  assert.equal(masks.length, hidden);
});

test("padded to several lengths, the order of items is learned just so", async () => {
  const config = { ...small, seed: 1, dropout: 0, epochs: 160, lastMaskShare: 0.5 };
  const model = await new Bert4Rec({ ...config, paddedLengths: 2 }).fit(ring(6));
  const { items } = model.recommend(["u0", "u3"], 1, { excludeSeen: false });
  assert.deepEqual(items, [["i6"], ["i9"]]);
  assert.equal(model.curve!.mode, "graph");
});

test("attention shows who asks for the next item", async () => {
  const model = await new Bert4Rec({ ...small, epochs: 1 }).fit(ring(6));
  const { items, blocks } = model.attention("u0");
  assert.deepEqual(items, ["i1", "i2", "i3", "i4", "i5", "?"]);
  const asks = matrixRow(blocks[0][0], 5);
  assert.ok(Math.abs(asks.reduce((sum, share) => sum + share, 0) - 1) < 1e-5);
});

test("hidden items are replaced by the mask, and are what is asked for", () => {
  const items = Int32Array.of(0, 1, 2, 3, 4);
  const sizes = { batchSize: 2, historyLength: 4, placesPerBatch: 6, paddedLengths: 1 };
  const packing = maskedPacking({ ...sizes, maskShare: 0.5, lastMaskShare: 0 }, 6);
  const [{ inputs, weight }] = packing.pack(
    items,
    [{ user: 0, from: 0, end: 5 }],
    new RandomGenerator(3),
  );
  const history = inputs.history as Int32Array;
  const place = (inputs.place as Int32Array).subarray(0, weight);
  const target = (inputs.target as Int32Array).subarray(0, weight);
  assert.ok(weight >= 1 && weight <= 4);
  place.forEach((each, index) => {
    assert.equal(history[each], 6);
    assert.equal(target[index], each + 2);
  });
  const shown = history.subarray(0, 4).filter((item) => item < 6);
  assert.equal(shown.length, 4 - weight);
});

test("a share of hidden items of 0 is refused", () => {
  assert.throws(() => new Bert4Rec({ maskShare: 0 }), {
    message: "Bert4Rec requires maskShare above 0, at most 1, got 0",
  });
});
