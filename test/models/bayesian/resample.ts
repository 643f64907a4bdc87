import assert from "node:assert/strict";
import { test } from "node:test";
import { resample } from "../../../lib/models/bayesian/resample";
import { RandomGenerator } from "../../../lib/probability";

test("each draw is taken as often as its weight says, to within one", () => {
  const weights = Float64Array.of(0.05, 0.5, 0, 0.33, 0.12);
  const chosen = resample(weights, 1000, new RandomGenerator(1));
  weights.forEach((weight, draw) => {
    const times = chosen.filter((place) => place === draw).length;
    assert.ok(Math.abs(times - 1000 * weight) <= 1);
  });
});
