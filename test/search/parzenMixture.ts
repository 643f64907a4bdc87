import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomGenerator } from "../../lib/probability";
import { ageWeights, parzenMixture } from "../../lib/search/parzenMixture";
import { parseSearchSpace } from "../../lib/search/SearchSpace";
import { isActive, type TrialSettings } from "../../lib/search/TrialSettings";

const square = parseSearchSpace({
  x: { type: "float", low: 0, high: 1 },
  y: { type: "float", low: 0, high: 2 },
});
const trials = [
  { x: 0.1, y: 1.6 },
  { x: 0.8, y: 0.5 },
  { x: 0.5, y: 1.0 },
];

test("the log-density is Optuna's of its multivariate estimator", () => {
  // Optuna 5.0.0: p = _ParzenEstimatorParameters(1.0, True, False, default_weights, True)
  //   e = _ParzenEstimator({"x": np.array([.1, .8, .5]), "y": np.array([1.6, .5, 1.])},
  //     {"x": FloatDistribution(0, 1), "y": FloatDistribution(0, 2)}, p)
  //   e.log_pdf({"x": np.array([.25, .8]), "y": np.array([1.3, .1])}) -> [-0.456639332, -0.721285952]
  const { logDensity } = parzenMixture(square, trials);
  const ours = [logDensity({ x: 0.25, y: 1.3 }), logDensity({ x: 0.8, y: 0.1 })];
  // y has density in the unit interval here, and over [0, 2] there.
  const expected = [-0.456639332, -0.721285952].map((log) => log + Math.log(2));
  ours.forEach((log, i) => assert.ok(Math.abs(log - expected[i]) < 1e-6, `${log}`));
});

test("parameters that were good together are drawn together", () => {
  const corners = Array.from({ length: 20 }, (_, i) =>
    i % 2 ? { x: 0.1, y: 0.2 } : { x: 0.9, y: 1.8 },
  );
  const { draw } = parzenMixture(square, corners);
  const random = new RandomGenerator(1);
  const draws = Array.from({ length: 1000 }, () => draw(random));
  const opposite = draws.filter(({ x, y }) => Number(x) < 0.5 !== Number(y) < 1).length;
  assert.ok(opposite < 150, `${opposite} of 1000`);
});

test("a conditional parameter is drawn where its condition holds, and learns from those trials", () => {
  const space = parseSearchSpace({
    kind: { type: "categorical", choices: ["a", "b"] },
    size: { type: "int", low: 1, high: 50, when: { parameter: "kind", is: ["b"] } },
  });
  const seen = Array.from({ length: 20 }, (_, i): TrialSettings =>
    i % 2 ? { kind: "a" } : { kind: "b", size: 40 },
  );
  const { draw, logDensity } = parzenMixture(space, seen);
  const random = new RandomGenerator(1);
  const draws = Array.from({ length: 500 }, () => draw(random));
  assert.ok(draws.every((settings) => "size" in settings === isActive(space, "size", settings)));
  const sized = draws.filter(({ kind }) => kind === "b");
  const near = sized.filter(({ size }) => Math.abs(Number(size) - 40) < 10).length;
  assert.ok(near / sized.length > 0.7, `${near} of ${sized.length}`);
  // The density adds up to 1 over everything that the space holds.
  const sizes = Array.from({ length: 50 }, (_, i) => ({ kind: "b", size: i + 1 }));
  const all = [{ kind: "a" }, ...sizes].map((settings) => Math.exp(logDensity(settings)));
  assert.ok(Math.abs(all.reduce((sum, p) => sum + p, 0) - 1) < 1e-9);
});

test("the last 25 weigh 1, older ones less", () => {
  // Optuna 5.0.0, default_weights(28) -> [1 / 28, 0.517857, 1, 1, ...]
  const weights = ageWeights(28);
  assert.ok(Math.abs(weights[0] - 1 / 28) < 1e-12 && Math.abs(weights[1] - 0.517857142857) < 1e-9);
  assert.ok(weights.slice(2).every((weight) => weight === 1));
  assert.deepEqual([...ageWeights(3)], [1, 1, 1]);
});
