import assert from "node:assert/strict";
import { test } from "node:test";
import { completeConfig } from "../../lib/models/hyperparameters";

const defaults = { regularization: 300, halfLifeDays: null as number | null, mine: "own" };

test("what isn't given comes from the defaults", () => {
  assert.deepEqual(completeConfig("Ease", { regularization: 5 }, defaults), {
    regularization: 5,
    halfLifeDays: null,
    mine: "own",
  });
  assert.deepEqual(completeConfig("Ease", { regularization: undefined }, defaults), defaults);
});

test("an unknown setting lists the known ones", () => {
  assert.throws(() => completeConfig("Ease", { lambda: 5 } as object, defaults), {
    name: "RangeError",
    message: "Ease requires settings among regularization, halfLifeDays, mine, got lambda",
  });
});

test("a setting outside its range names the range", () => {
  assert.throws(() => completeConfig("Ease", { regularization: -1 }, defaults), {
    name: "RangeError",
    message: "Ease requires regularization of at least 0, got -1",
  });
  assert.throws(() => completeConfig("Ease", { halfLifeDays: 0 }, defaults), {
    message: "Ease requires halfLifeDays above 0, or null, got 0",
  });
  assert.throws(() => completeConfig("Ease", { regularization: "5" } as object, defaults), {
    message: 'Ease requires regularization of at least 0, got "5"',
  });
});
