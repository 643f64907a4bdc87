import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomGenerator } from "../../lib/probability";
import { fitKernel, negativeLogPosterior } from "../../lib/search/fitKernel";

const random = new RandomGenerator(1);
const points = Array.from({ length: 25 }, () =>
  Float64Array.of(random.uniform(), random.uniform(), random.below(3)),
);
const waves = Float64Array.from(points, ([x, , kind]) => Math.sin(7 * x) + (kind === 1 ? 1 : -0.5));
const mean = waves.reduce((sum, y) => sum + y, 0) / 25;
const deviation = Math.sqrt(waves.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 25);
const data = {
  points,
  targets: waves.map((y) => (y - mean) / deviation),
  isCategorical: [false, false, true],
};

test("the gradient of the log posterior equals finite differences", () => {
  const objective = negativeLogPosterior(data);
  const logs = Float64Array.of(1, -0.5, 0.3, 0.2, -3);
  const { gradient } = objective(logs);
  gradient.forEach((slope, axis) => {
    const at = (step: number) => objective(logs.map((x, i) => (i === axis ? x + step : x))).value;
    const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
    assert.ok(Math.abs(slope - difference) < 1e-5 * (1 + Math.abs(slope)), `axis ${axis}`);
  });
});

test("a parameter that doesn't matter gets the longest scale, and a clean function little noise", () => {
  const { inverseSquaredScales: scales, noise } = fitKernel(data);
  assert.ok(scales[1] < scales[0] / 4 && scales[1] < scales[2], scales.join(", "));
  assert.ok(noise < 0.02, `${noise}`);
});
