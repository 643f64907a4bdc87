import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomGenerator } from "../../lib/probability";
import {
  ageWeights,
  drawFromParzen,
  logParzen,
  parzenMixture,
} from "../../lib/search/parzenMixture";

const mixture = parzenMixture([0.2, 0.9, 0.3]);

test("a component is as wide as its farther neighbour is away, the outer ones as their only", () => {
  // Optuna 5.0.0: p = _ParzenEstimatorParameters(1.0, True, False, default_weights, False)
  //   _ParzenEstimator({"x": np.array([0.2, 0.9, 0.3])}, {"x": FloatDistribution(0, 1)}, p)
  //   ._mixture_distribution -> sigma [0.2, 0.6, 0.6, 1]: 0.1 is below the least width, 1 / 5
  const widths = [...mixture.widths].map((width) => Number(width.toFixed(12)));
  assert.deepEqual(widths, [0.2, 0.6, 0.6, 1]);
});

test("without observations the prior alone is left", () => {
  const { centres, widths, weights } = parzenMixture([]);
  assert.deepEqual([[...centres], [...widths], [...weights]], [[0.5], [1], [1]]);
});

test("the density integrates to 1, and cells add up to 1", () => {
  const places = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
  const area = places.reduce((sum, x) => sum + Math.exp(logParzen(mixture, x, null)) / 1000, 0);
  assert.ok(Math.abs(area - 1) < 1e-6);
  const cells = [0, 1, 2, 3].map((i) => Math.exp(logParzen(mixture, 0, [i / 4, (i + 1) / 4])));
  assert.ok(Math.abs(cells.reduce((a, b) => a + b, 0) - 1) < 1e-12);
});

test("draws lie in the interval and follow the density", () => {
  const random = new RandomGenerator(1);
  const draws = Array.from({ length: 4000 }, () => drawFromParzen(mixture, random));
  assert.ok(draws.every((x) => x >= 0 && x <= 1));
  const low = draws.filter((x) => x < 0.25).length / 4000;
  const expected = Math.exp(logParzen(mixture, 0, [0, 0.25]));
  assert.ok(Math.abs(low - expected) < 0.04, `${low} against ${expected}`);
});

test("the last 25 weigh 1, older ones less", () => {
  // Optuna 5.0.0, default_weights(28) -> [1 / 28, 0.517857, 1, 1, ...]
  const weights = ageWeights(28);
  assert.ok(Math.abs(weights[0] - 1 / 28) < 1e-12 && Math.abs(weights[1] - 0.517857142857) < 1e-9);
  assert.ok(weights.slice(2).every((weight) => weight === 1));
  assert.deepEqual([...ageWeights(3)], [1, 1, 1]);
});
