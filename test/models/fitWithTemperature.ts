import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { plantedBlocks } from "../../lib/models/checkModel";
import { fitTemperature } from "../../lib/models/fitTemperature";
import { fitWithTemperature } from "../../lib/models/fitWithTemperature";
import { Popularity } from "../../lib/models/Popularity";
import { Slim } from "../../lib/models/Slim";

const build = (): Slim => new Slim({ regularization: 1, l1Regularization: 0.1 });

test("the model knows everything, at the temperature found without the last interactions", async () => {
  const log = plantedBlocks();
  const model = build();
  const found = await fitWithTemperature(model, log);
  const last = log.rowsByUser().map((rows) => rows[rows.length - 1]);
  const partial = await build().fit(log.filter((row) => !last.includes(row)));
  assert.equal(fitTemperature(partial, log.select(last)).temperature, found.temperature);
  assert.equal(model.temperature, found.temperature);
  const whole = await build().fit(log);
  assert.deepEqual(model.scores(["u0"]), whole.scores(["u0"]));
});

test("logs of short histories and models of another rule are refused", async () => {
  const short = Interactions.fromColumns({ user: ["u", "u", "v"], item: ["a", "b", "a"] });
  await assert.rejects(fitWithTemperature(build(), short), {
    message: "fitWithTemperature requires a user of at least 3 interactions, got none",
  });
  await assert.rejects(fitWithTemperature(new Popularity(), plantedBlocks()), /rule is softmax/);
});
