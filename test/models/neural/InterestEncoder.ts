import assert from "node:assert/strict";
import { test } from "node:test";
import { categorySpace } from "../../../lib/interests";
import { plantedBlocks } from "../../../lib/models/checkModel";
import { TransformerEncoder } from "../../../lib/models/neural/TransformerEncoder";
import { tf } from "../../../lib/native";

const log = plantedBlocks();
const blocks = categorySpace("blocks", log.items.ids, (item) => [item.slice(0, 2)]);

test("passes under dropout are draws around the estimate, the same for the same seed", async () => {
  const before = tf.memory().numTensors;
  const model = new TransformerEncoder(
    { dropout: 0.3, epochs: 3, historyLength: 8, batchSize: 32 },
    blocks,
  );
  await model.fit(log);
  const users = Int32Array.of(0, 1, 2);
  const drawn = model.dropoutDistribution(users, { drawCount: 12, seed: 4 });
  assert.ok(drawn.posterior?.family === "samples");
  const { draws } = drawn.posterior;
  assert.ok(new Set(draws.values.filter((_, cell) => cell % 2 === 0).slice(0, 12)).size > 6);
  const again = model.dropoutDistribution(users, { drawCount: 12, seed: 4 });
  assert.deepEqual(again.probabilities.values, drawn.probabilities.values);
  const plain = model.distribution(users);
  for (let user = 0; user < 3; user++) {
    assert.ok(Math.abs(plain.row(user)[0] - drawn.row(user)[0]) < 0.25);
  }
  model.dispose();
  assert.equal(tf.memory().numTensors, before);
});
