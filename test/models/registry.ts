import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { plantedBlocks } from "../../lib/models/checkModel";
import { createModel, loadModel, MODELS } from "../../lib/models/registry";

test("every model is made by its own name, with its defaults as config", () => {
  for (const [name, { defaults, create }] of Object.entries(MODELS)) {
    const model = create({}, {});
    assert.equal(model.name, name);
    assert.deepEqual(model.config, defaults);
    assert.deepEqual(JSON.parse(JSON.stringify(defaults)), defaults);
  }
});

test("names are taken as people type them", () => {
  assert.equal(createModel("ease").name, "Ease");
  assert.deepEqual(createModel("Popularity", { halfLifeDays: 3 }).config, {
    halfLifeDays: 3,
    kindWeights: {},
  });
});

test("an unknown name lists the known ones, an unknown setting too", () => {
  assert.throws(() => createModel("Oracle"), {
    name: "RangeError",
    message: /^createModel requires a model among Popularity, Random, .*, got Oracle$/,
  });
  assert.throws(() => createModel("Random", { sed: 1 }), {
    message: "Random requires settings among seed, got sed",
  });
});

test("no model of the registry takes a value of another type for any setting", () => {
  for (const [name, { defaults: settings, create }] of Object.entries(MODELS)) {
    for (const setting of Object.keys(settings)) {
      for (const wrong of ["no such choice", NaN, [], { kind: "none such" }]) {
        assert.throws(() => create({ [setting]: wrong }, {}), {
          name: "RangeError",
          message: new RegExp(`^${name} requires ${setting} .*, got `),
        });
      }
    }
  }
});

test("a saved model comes back by its folder alone, temperature and all", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "interestlab-"));
  try {
    const model = await createModel("ease", { regularization: 7 }).fit(plantedBlocks());
    model.temperature = 0.25;
    await model.save(path.join(home, "ease"));
    const loaded = await loadModel(path.join(home, "ease"));
    assert.deepEqual(loaded.config, model.config);
    assert.equal(loaded.temperature, 0.25);
    assert.deepEqual(loaded.recommend(["u0"], 3), model.recommend(["u0"], 3));
    await assert.rejects(createModel("ease").load(path.join(home, "ease")), {
      message: /^Ease.load requires a saved Ease .*300.* got Ease .*7/,
    });
    await assert.rejects(loadModel(path.join(home, "ease"), {}), /among , got Ease/);
  } finally {
    await rm(home, { recursive: true });
  }
});
