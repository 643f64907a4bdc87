import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { categorySpace } from "../../../lib/interests";
import { plantedBlocks } from "../../../lib/models/checkModel";
import { DnnEncoder } from "../../../lib/models/neural/DnnEncoder";
import { type NeuralFitOptions } from "../../../lib/models/neural/fitNetwork";
import { NeuMf } from "../../../lib/models/neural/NeuMf";
import { RecVae } from "../../../lib/models/neural/RecVae";
import { type Interactions } from "../../../lib/data";
import { type Model } from "../../../lib/models/Model";

const log = plantedBlocks();
const space = categorySpace("blocks", log.items.ids, (item) => [item.slice(0, 2)]);
const small = { epochs: 4, batchSize: 60, learningRate: 0.02, validationShare: 0.2, patience: 9 };

interface NeuralModel extends Model {
  fit(interactions: Interactions, options?: NeuralFitOptions): Promise<this>;
}
const builders: Record<string, () => NeuralModel> = {
  NeuMf: () => new NeuMf(small),
  RecVae: () => new RecVae({ ...small, batchSize: 8, hiddenSize: 8, latentSize: 3 }),
  DnnEncoder: () => new DnnEncoder(small, space),
};

for (const [name, build] of Object.entries(builders)) {
  test(`${name}, interrupted, goes on from its checkpoint to the same scores`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "interestlab-checkpoint-"));
    const checkpointFile = path.join(folder, "fit.checkpoint");
    try {
      const whole = await build().fit(log);
      const controller = new AbortController();
      const interrupted = build().fit(log, {
        checkpointFile,
        signal: controller.signal,
        onProgress: ({ done }) => {
          if (done === 2) controller.abort(new Error("enough"));
        },
      });
      await assert.rejects(interrupted, { message: "enough" });
      assert.ok(existsSync(checkpointFile));
      const resumed = await build().fit(log, { checkpointFile });
      assert.deepEqual(resumed.scores(["u0", "u5"]).values, whole.scores(["u0", "u5"]).values);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

test("a checkpoint of another network is refused", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "interestlab-checkpoint-"));
  const checkpointFile = path.join(folder, "fit.checkpoint");
  try {
    await new NeuMf({ ...small, epochs: 1 }).fit(log, { checkpointFile });
    const wider = new NeuMf({ ...small, epochs: 1, embeddingSize: 16 });
    await assert.rejects(wider.fit(log, { checkpointFile }), {
      message: /^train requires a checkpoint of a network of sizes .* got .* in /,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a fit with XLA gives the scores of one without, up to rounding", async () => {
  const plain = (await new NeuMf(small).fit(log)).scores(["u0"]).values;
  const model = await new NeuMf(small).fit(log, { xla: true });
  assert.equal(model.curve!.mode, "graph");
  model.scores(["u0"]).values.forEach((score, item) => {
    assert.ok(Math.abs(score - plain[item]) < 1e-3, `${score}, not ${plain[item]}`);
  });
});
