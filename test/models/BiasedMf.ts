import assert from "node:assert/strict";
import { test } from "node:test";
import { modelClaims, plantedBlocks } from "../../lib/models/checkModel";
import { BiasedMf } from "../../lib/models/BiasedMf";
import { scatteredLog } from "../support/scatteredLog";

const build = (): BiasedMf =>
  new BiasedMf({ embeddingSize: 4, epochs: 300, learningRate: 0.02, seed: 1 });
for (const { claim, holds } of modelClaims(build, { feedback: "ratings" })) test(claim, holds);

test("unknown users and items get the mean and the known side's offset", async () => {
  const model = await build().fit(plantedBlocks("ratings"));
  const [both, user] = model.predict(["u0", "u0"], ["b0i0", "nothing"]);
  assert.ok(both > 4, `${both}`);
  const [neither] = model.predict(["nobody"], ["nothing"]);
  assert.ok(Math.abs(neither - model.mean) < 1e-9);
  assert.ok(Math.abs(user - model.mean) < 1.5);
});

test("the squared error falls epoch by epoch", async () => {
  const losses: number[] = [];
  const model = new BiasedMf({ embeddingSize: 4, epochs: 30 });
  await model.fit(scatteredLog(60, 40, 1200), { onProgress: ({ loss }) => losses.push(loss!) });
  losses.slice(1).forEach((loss, epoch) => assert.ok(loss < losses[epoch], losses.join(" ")));
});
