import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSearchSpace } from "../../lib/search/SearchSpace";

const rate = { type: "float", low: 1e-4, high: 0.1, log: true };
const optimizer = { type: "categorical", choices: ["adam", "sgd"] };
const refusal = (json: unknown, message: RegExp) =>
  assert.throws(() => parseSearchSpace(json), { name: "RangeError", message });

test("a space keeps its parameters and their order", () => {
  const momentum = {
    type: "float",
    low: 0,
    high: 1,
    when: { parameter: "optimizer", is: ["sgd"] },
  };
  const space = parseSearchSpace({ rate, optimizer, momentum });
  assert.deepEqual(space, { rate, optimizer, momentum });
  assert.deepEqual(Object.keys(space), ["rate", "optimizer", "momentum"]);
});

test("the offending key is named", () => {
  refusal({ rate: { ...rate, hihg: 1 } }, /got rate\.hihg: unknown key$/);
  refusal({ rate: { type: "float", low: 1 } }, /got rate\.high: /);
  refusal({ rate: { type: "real", low: 0, high: 1 } }, /got rate\.type: /);
  refusal({ rate: { ...rate, low: 1 } }, /got rate\.high: high is above low/);
  refusal({ rate: { ...rate, low: 0 } }, /got rate\.low: on a log scale low is above 0/);
  refusal({ rate: { ...rate, step: 0.1 } }, /got rate\.step: log and step exclude each other/);
  refusal({ k: { type: "int", low: 0, high: 4, log: true } }, /got k\.low: .* at least 1/);
  refusal({ k: { type: "int", low: 0.5, high: 4 } }, /got k\.low: /);
  refusal({ o: { type: "categorical", choices: ["a", "a"] } }, /got o\.choices: .* differ/);
  refusal({}, /got the space: no parameter/);
  refusal({ 7: rate }, /got 7: a name that is a number/);
});

test("a condition is on an earlier parameter that takes its values", () => {
  const depends = (parameter: string, is: unknown[]) => ({ ...rate, when: { parameter, is } });
  const late = { a: depends("optimizer", ["sgd"]), optimizer };
  refusal(late, /got a\.when\.parameter: an earlier parameter \(none\) is wanted, got optimizer/);
  refusal({ optimizer, a: depends("optimizer", ["rms"]) }, /got a\.when\.is: .*not "rms"/);
  refusal({ rate, a: depends("rate", [0.1]) }, /got a\.when\.parameter: rate is a float/);
});
