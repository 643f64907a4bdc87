import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { minimize, type Objective } from "../../lib/probability";

const rosenbrock: Objective = ([x, y]) => ({
  value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
});

test("Rosenbrock's valley ends at (1, 1)", () => {
  const { point, converged } = minimize(rosenbrock, Float64Array.of(-1.2, 1));
  assert.ok(converged);
  assert.ok(Math.hypot(point[0] - 1, point[1] - 1) < 1e-7);
});

test("a quadratic bowl's minimum is found from any start", () => {
  const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const bowl: Objective = ([a, b]) => ({
        value: (a - 3) ** 2 + 10 * (b + 1) ** 2,
        gradient: Float64Array.of(2 * (a - 3), 20 * (b + 1)),
      });
      const { point } = minimize(bowl, Float64Array.of(x, y));
      assert.ok(Math.hypot(point[0] - 3, point[1] + 1) < 1e-6);
    }),
  );
});

test("points of infinite value are stepped back from", () => {
  const barrier: Objective = ([x]) => ({
    value: x > 0 ? x - Math.log(x) : Infinity,
    gradient: Float64Array.of(1 - 1 / x),
  });
  assert.ok(Math.abs(minimize(barrier, Float64Array.of(0.001)).point[0] - 1) < 1e-6);
});

test("the start is left as it was, and must have a finite value", () => {
  const start = Float64Array.of(-1.2, 1);
  minimize(rosenbrock, start);
  assert.deepEqual([...start], [-1.2, 1]);
  assert.throws(() => minimize(rosenbrock, Float64Array.of(NaN, 0)), {
    message: "minimize requires a finite value at the start, got NaN",
  });
});
