import assert from "node:assert/strict";
import { test } from "node:test";
import { type ProbabilityRule } from "../../lib/models/Model";
import { scoresToProbabilities } from "../../lib/models/scoresToProbabilities";

function probabilities(
  probabilityRule: ProbabilityRule,
  scores: number[],
  excluded: number[] = [],
  temperature = 1,
): number[] {
  const values = Float32Array.from(scores);
  scoresToProbabilities(values, { probabilityRule, temperature }, Int32Array.from(excluded));
  return Array.from(values, (p) => Number(p.toFixed(4)));
}

test("softmax of 0, ln 2 and ln 5 is 1/8, 2/8, 5/8", () => {
  assert.deepEqual(probabilities("softmax", [0, Math.log(2), Math.log(5)]), [0.125, 0.25, 0.625]);
});

test("a temperature of 2 halves the scores", () => {
  const scores = [0, 2 * Math.log(2), 2 * Math.log(5)];
  assert.deepEqual(probabilities("softmax", scores, [], 2), [0.125, 0.25, 0.625]);
});

test("the highest score being excluded doesn't drown the others", () => {
  assert.deepEqual(probabilities("softmax", [1000, 0, Math.log(3)], [0]), [0, 0.25, 0.75]);
});

test("normalised scores are divided by the sum of those not excluded", () => {
  assert.deepEqual(probabilities("normalised", [6, 1, 3], [0]), [0, 0.25, 0.75]);
});

test("no mass at all is shared equally by what isn't excluded", () => {
  assert.deepEqual(probabilities("normalised", [0, 0, 0, 0], [1, 2]), [0.5, 0, 0, 0.5]);
  assert.deepEqual(probabilities("softmax", [1, 2], [0, 1]), [0.5, 0.5]);
});
