import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomGenerator } from "../../lib/probability";
import { normalKernels, parzenKernels } from "../../lib/search/parzenKernels";
import { type SearchParameter } from "../../lib/search/SearchParameter";

const unit: SearchParameter = { type: "float", low: 0, high: 1 };

test("a component is as wide as its farther neighbour is away, the outer ones as their only", () => {
  // Optuna 5.0.0: p = _ParzenEstimatorParameters(1.0, True, False, default_weights, False)
  //   _ParzenEstimator({"x": np.array([0.2, 0.9, 0.3])}, {"x": FloatDistribution(0, 1)}, p)
  //   ._mixture_distribution -> sigma [0.2, 0.6, 0.6, 1]: 0.1 is below its least width, 1 / 5
  const widths = [...normalKernels([0.2, 0.9, 0.3]).widths];
  assert.deepEqual(
    widths.map((width) => Number(width.toFixed(12))),
    [0.1, 0.6, 0.6, 1],
  );
  assert.equal(normalKernels([0.2, 0.9, 0.21]).widths[0], 0.1); // the least: half of 1 / 5
});

test("a trial without the parameter, and none at all, leave the prior", () => {
  const { centres, widths } = normalKernels([NaN, 0.4]);
  assert.deepEqual(
    [[...centres], [...widths]],
    [
      [0.5, 0.4, 0.5],
      [1, 0.6, 1],
    ],
  );
  const choices = ["a", "b", "c"];
  const { logDensities } = parzenKernels({ type: "categorical", choices }, [undefined]);
  assert.deepEqual([...logDensities("b")], [Math.log(1 / 3), Math.log(1 / 3)]);
});

test("each component's density integrates to 1, and its probabilities of values add up to 1", () => {
  const floats = parzenKernels(unit, [0.2, 0.9]);
  const ints = parzenKernels({ type: "int", low: 1, high: 30, log: true }, [3, 20]);
  const choices = parzenKernels({ type: "categorical", choices: [1, 2, 3] }, [1, 3]);
  const places = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
  for (const component of [0, 1, 2]) {
    const sum = (values: readonly number[], of: typeof ints) =>
      values.reduce((total, v) => total + Math.exp(of.logDensities(v)[component]), 0);
    assert.ok(Math.abs(sum(places, floats) / 1000 - 1) < 1e-6);
    assert.ok(
      Math.abs(
        sum(
          Array.from({ length: 30 }, (_, i) => i + 1),
          ints,
        ) - 1,
      ) < 1e-9,
    );
    assert.ok(Math.abs(sum([1, 2, 3], choices) - 1) < 1e-12);
  }
});

test("draws lie in the range and follow the density", () => {
  const { draw, logDensities } = parzenKernels(unit, [0.2, 0.9, 0.3]);
  const random = new RandomGenerator(1);
  const draws = Array.from({ length: 4000 }, () => Number(draw(1, random)));
  assert.ok(draws.every((x) => x >= 0 && x <= 1));
  const places = Array.from({ length: 250 }, (_, i) => (i + 0.5) / 1000);
  const expected = places.reduce((sum, x) => sum + Math.exp(logDensities(x)[1]) / 1000, 0);
  const low = draws.filter((x) => x < 0.25).length / 4000;
  assert.ok(Math.abs(low - expected) < 0.04, `${low} against ${expected}`);
});
