import assert from "node:assert/strict";
import { test } from "node:test";
import {
  above,
  atLeast,
  between,
  kindOf,
  oneOf,
  orNull,
  type SettingRule,
  trueOrFalse,
  whole,
} from "../../lib/models/settingRules";

const cases: readonly (readonly [SettingRule, readonly unknown[], readonly unknown[]])[] = [
  [atLeast(0), [0, 2.5], [-1e-9, NaN, Infinity, "1", null]],
  [above(0), [1e-9], [0, -1, NaN]],
  [between(0, 1), [0, 0.5, 1], [-0.1, 1.1, "0.5"]],
  [whole(1), [1, 7], [0, 1.5, "2", NaN]],
  [oneOf("a", "b"), ["a", "b"], ["c", 1, null, ["a"]]],
  [trueOrFalse, [true, false], [0, "true", null]],
  [orNull(above(0)), [null, 1], [0, undefined]],
  [kindOf("adam"), [{ kind: "adam" }, { kind: "adam", beta1: 0.9, nesterov: true }], []],
  [kindOf("adam"), [], [{ kind: "sgd" }, { kind: "adam", beta1: NaN }, "adam", null, {}]],
];

for (const [rule, right, wrong] of cases) {
  test(`a setting ${rule.condition} is one, and others aren't`, () => {
    for (const value of right) assert.ok(rule.holds(value), `refuses ${JSON.stringify(value)}`);
    for (const value of wrong) assert.ok(!rule.holds(value), `takes ${JSON.stringify(value)}`);
  });
}
