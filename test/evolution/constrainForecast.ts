import assert from "node:assert/strict";
import { test } from "node:test";
import { constrainForecast } from "../../lib/evolution/constrainForecast";
import { dirichletDistribution } from "../../lib/evolution/InterestWindows";

const labels = { users: ["u"], spaceName: "s", interests: ["a", "b", "c"] };
const forecast = {
  horizons: [dirichletDistribution(labels, Float32Array.of(5, 3, 2))],
  samples: null,
};
const row = (constraints: Parameters<typeof constrainForecast>[1]): number[] =>
  Array.from(constrainForecast(forecast, constraints).horizons[0].row(0), (p) =>
    Number(p.toFixed(6)),
  );

test("pinned interests stand, the others share the rest in their proportions", () => {
  assert.deepEqual(row({ pin: { a: 0.2 } }), [0.2, 0.48, 0.32]);
});

test("an excluded interest has no part, and the posterior is that of the others", () => {
  assert.deepEqual(row({ exclude: ["a"] }), [0, 0.6, 0.4]);
  const { concentrations } = constrainForecast(forecast, { exclude: ["a"] }).horizons[0];
  const rounded = Array.from(concentrations!.values, (c) => Math.round(c));
  assert.deepEqual(rounded, [0, 3, 2]);
});

test("a boost multiplies odds", () => {
  assert.deepEqual(row({ boost: { c: 4 } }), [0.3125, 0.1875, 0.5]);
});

test("unknown interests, twice-named ones and pins of more than 1 are refused", () => {
  assert.throws(() => row({ exclude: ["x"] }), /interests among a, b, c, got x/);
  assert.throws(() => row({ exclude: ["a"], pin: { a: 0.5 } }), /each interest once, got a twice/);
  assert.throws(() => row({ pin: { a: 0.8, b: 0.4 } }), /pins of at most 1/);
});
