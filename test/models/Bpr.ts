import assert from "node:assert/strict";
import { test } from "node:test";
import { Bpr } from "../../lib/models/Bpr";
import { modelClaims, plantedBlocks } from "../../lib/models/checkModel";
import { scatteredLog } from "../support/scatteredLog";

const build = (): Bpr => new Bpr({ embeddingSize: 4, epochs: 60, learningRate: 0.1, seed: 1 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);

test("the share of pairs in the wrong order falls to a twentieth on planted blocks", async () => {
  const losses: number[] = [];
  await build().fit(plantedBlocks(), { onProgress: ({ loss }) => losses.push(loss!) });
  assert.ok(losses[0] > 0.3 && losses.at(-1)! < 0.05, `from ${losses[0]} to ${losses.at(-1)}`);
});

test("threads don't show in the result, where there is work for several", async () => {
  const log = scatteredLog(400, 300, 6000);
  const scores = async (threads: string): Promise<Float32Array> => {
    process.env.INTERESTLAB_THREADS = threads;
    const model = await new Bpr({ embeddingSize: 8, epochs: 3, seed: 5 }).fit(log);
    delete process.env.INTERESTLAB_THREADS;
    return model.scores(log.users.ids).values;
  };
  assert.deepEqual(await scores("3"), await scores("1"));
});

test("a learning rate that diverges is an error", async () => {
  const model = new Bpr({ embeddingSize: 4, epochs: 60, learningRate: 1e30 });
  await assert.rejects(model.fit(plantedBlocks()), {
    message: "Bpr.fit requires a learningRate at which it converges, got 1e+30",
  });
});
