import assert from "node:assert/strict";
import { test } from "node:test";
import { skillScore } from "../../../lib/metrics/distributions/skillScore";

test("half the reference's loss is a skill of 0.5, the reference itself has none", () => {
  assert.equal(skillScore([1, 2], [2, 4]), 0.5);
  assert.equal(skillScore([2, 4], [2, 4]), 0);
});

test("users without a value in either are left out of both", () => {
  assert.equal(skillScore([1, NaN, 9], [2, 7, NaN]), 0.5);
});

test("a perfect reference leaves no skill to have", () => {
  assert.ok(Number.isNaN(skillScore([1], [0])));
});

test("scores of other users are an error", () => {
  assert.throws(() => skillScore([1], [1, 2]), {
    message: "skillScore requires scores of the same users, got 1 and 2",
  });
});
