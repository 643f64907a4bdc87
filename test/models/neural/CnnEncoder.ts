import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../../lib/data";
import { categorySpace, type InterestSpace } from "../../../lib/interests";
import { matrixRow } from "../../../lib/matrices";
import { modelClaims, plantedBlocks } from "../../../lib/models/checkModel";
import { CnnEncoder, cnnNetwork } from "../../../lib/models/neural/CnnEncoder";
import { tf } from "../../../lib/native";
import { assertEqualsPyTorch, neuralFixtures } from "../../support/neuralFixture";

const blocks = plantedBlocks();
const blockSpace = categorySpace("blocks", blocks.items.ids, (item) => [item.slice(0, 2)]);
const small = { historyLength: 8, filterWidth: 3, epochs: 12, batchSize: 64, learningRate: 0.03 };
const build = (): CnnEncoder => new CnnEncoder({ ...small, validationShare: 0 }, blockSpace);
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(build, options)) test(claim, holds);

/** Users go through three interests in turn: after a comes b, then c, then a. */
function cycling(): { log: Interactions; space: InterestSpace } {
  const user: string[] = [];
  const item: string[] = [];
  for (let u = 0; u < 60; u++) {
    for (let step = 0; step < 12; step++) {
      user.push(`u${u}`);
      item.push(`${"abc"[(u + step) % 3]}${(u * 7 + step * 5) % 4}`);
    }
  }
  const log = Interactions.fromColumns({ user, item });
  return { log, space: categorySpace("letters", log.items.ids, (id) => [id[0]]) };
}

test("what comes next is learned, not only what is liked", async () => {
  const { log, space } = cycling();
  const model = await new CnnEncoder({ ...small, epochs: 20, patience: 20 }, space).fit(log);
  const distribution = model.distribution(["u0", "u1", "u2"]);
  // u0's last item, of step 11, is c; so u0 goes on with a, u1 with b, u2 with c.
  assert.ok(distribution.row(0)[0] > 0.9, distribution.row(0).join());
  assert.ok(distribution.row(1)[1] > 0.9, distribution.row(1).join());
  assert.ok(distribution.row(2)[2] > 0.9, distribution.row(2).join());
});

test("the curve starts near chance, ln 3, and the best epoch's weights are kept", async () => {
  const { log, space } = cycling();
  const told: number[] = [];
  const model = new CnnEncoder({ ...small, epochs: 12, patience: 2 }, space);
  await model.fit(log, { onProgress: ({ done }) => told.push(done) });
  const curve = model.curve!;
  assert.equal(curve.mode, "graph");
  assert.equal(curve.chanceLoss, Math.log(3));
  assert.ok(Math.abs(curve.epochs[0].loss - Math.log(3)) < 0.15, `${curve.epochs[0].loss}`);
  assert.deepEqual(
    told,
    curve.epochs.map(({ epoch }) => epoch),
  );
  const validation = curve.epochs.map(({ validationLoss }) => validationLoss!);
  assert.equal(curve.bestEpoch, 1 + validation.indexOf(Math.min(...validation)));
});

test("an abort during the fit stops it with the reason", async () => {
  const { log, space } = cycling();
  const controller = new AbortController();
  const fit = new CnnEncoder({ ...small, epochs: 500, patience: 500 }, space).fit(log, {
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done === 2) controller.abort(new Error("enough"));
    },
  });
  await assert.rejects(fit, { message: "enough" });
});

test("filters wider than the history are refused", () => {
  assert.throws(() => new CnnEncoder({ historyLength: 5 }, blockSpace), {
    message: "CnnEncoder requires filterWidth of at most historyLength 5, got 8",
  });
});

test("a user without known items gets the distribution of an empty history", async () => {
  const log = Interactions.fromColumns(
    { user: ["u", "u", "v", "v"], item: ["a1", "b1", "b1", "a1"] },
    {},
  );
  const space = categorySpace("letters", log.items.ids, (id) => [id[0]]);
  const config = { ...small, epochs: 1, validationShare: 0 };
  const model = await new CnnEncoder(config, space).fit(log);
  const row = matrixRow(model.distribution(["u"]).probabilities, 0);
  assert.ok(Math.abs(row[0] + row[1] - 1) < 1e-6);
});

test("logits, loss and gradients equal PyTorch's", () => {
  const { sizes } = neuralFixtures;
  const config = {
    embeddingSize: sizes.embedding,
    filterCount: 7,
    filterWidth: 3,
    hiddenSize: sizes.hidden,
  };
  assertEqualsPyTorch(cnnNetwork(config, sizes.items, sizes.interests), "cnn");
});
