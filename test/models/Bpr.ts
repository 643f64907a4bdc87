import assert from "node:assert/strict";
import { test } from "node:test";
import { Bpr } from "../../lib/models/Bpr";
import { modelClaims, plantedBlocks } from "../../lib/models/checkModel";

const build = (): Bpr => new Bpr({ embeddingSize: 4, epochs: 60, learningRate: 0.1, seed: 1 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);

test("the share of pairs in the wrong order falls to a twentieth on planted blocks", async () => {
  const losses: number[] = [];
  await build().fit(plantedBlocks(), { onProgress: ({ loss }) => losses.push(loss!) });
  assert.ok(losses[0] > 0.3 && losses.at(-1)! < 0.05, `from ${losses[0]} to ${losses.at(-1)}`);
});

test("a learning rate that diverges is an error", async () => {
  const model = new Bpr({ embeddingSize: 4, epochs: 60, learningRate: 1e30 });
  await assert.rejects(model.fit(plantedBlocks()), {
    message: "Bpr.fit requires a learningRate at which it converges, got 1e+30",
  });
});
