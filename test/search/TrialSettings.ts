import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSearchSpace } from "../../lib/search/SearchSpace";
import { settingsAt, unitsOf } from "../../lib/search/TrialSettings";

const space = parseSearchSpace({
  kind: { type: "categorical", choices: ["flat", "deep"] },
  layers: { type: "int", low: 1, high: 4, when: { parameter: "kind", is: ["deep"] } },
  dropout: { type: "float", low: 0, high: 1, when: { parameter: "layers", is: [3, 4] } },
});

test("a parameter is there only when its condition holds, through several levels", () => {
  assert.deepEqual(settingsAt(space, [0, 0.9, 0.5]), { kind: "flat" });
  assert.deepEqual(settingsAt(space, [0.9, 0, 0.5]), { kind: "deep", layers: 1 });
  assert.deepEqual(settingsAt(space, [0.9, 0.9, 0.5]), { kind: "deep", layers: 4, dropout: 0.5 });
});

test("inactive parameters have no coordinate", () => {
  assert.deepEqual([...unitsOf(space, { kind: "deep", layers: 2 })], [0.75, 0.375, NaN]);
});

test("settings that don't belong to the space are refused", () => {
  assert.throws(() => unitsOf(space, { kind: "deep" }), {
    message: "unitsOf requires a value of layers, got undefined",
  });
  assert.throws(() => unitsOf(space, { kind: "flat", layers: 2 }), {
    message: "unitsOf requires no value of inactive layers, got 2",
  });
  assert.throws(() => unitsOf(space, { kind: "flat", depth: 2 }), {
    message: "unitsOf requires no other parameter, got depth",
  });
});
