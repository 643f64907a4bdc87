import assert from "node:assert/strict";
import { test } from "node:test";
import { completeConfig } from "../../lib/models/hyperparameters";
import { oneOf } from "../../lib/models/settingRules";

const own = { mine: oneOf("own", "other") };
const defaults = { regularization: 300, halfLifeDays: null as number | null, mine: "own" };

test("what isn't given comes from the defaults", () => {
  assert.deepEqual(completeConfig("Ease", { regularization: 5 }, defaults, own), {
    regularization: 5,
    halfLifeDays: null,
    mine: "own",
  });
  assert.deepEqual(completeConfig("Ease", { regularization: undefined }, defaults, own), defaults);
});

test("an unknown setting lists the known ones", () => {
  assert.throws(() => completeConfig("Ease", { lambda: 5 } as object, defaults, own), {
    name: "RangeError",
    message: "Ease requires settings among regularization, halfLifeDays, mine, got lambda",
  });
});

test("a setting outside its range names the range", () => {
  assert.throws(() => completeConfig("Ease", { regularization: -1 }, defaults, own), {
    name: "RangeError",
    message: "Ease requires regularization of at least 0, got -1",
  });
  assert.throws(() => completeConfig("Ease", { halfLifeDays: 0 }, defaults, own), {
    message: "Ease requires halfLifeDays above 0, or null, got 0",
  });
  assert.throws(() => completeConfig("Ease", { regularization: "5" } as object, defaults, own), {
    message: 'Ease requires regularization of at least 0, got "5"',
  });
});

test("a setting of one model only is held to that model's rule", () => {
  assert.deepEqual(completeConfig("Ease", { mine: "other" }, defaults, own).mine, "other");
  assert.throws(() => completeConfig("Ease", { mine: "theirs" }, defaults, own), {
    name: "RangeError",
    message: 'Ease requires mine that is one of own, other, got "theirs"',
  });
});
