import assert from "node:assert/strict";
import { test } from "node:test";
import { nelderMead } from "../../lib/probability/nelderMead";

test("the bottom of Rosenbrock's valley is found", () => {
  const valley = ([x, y]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  const { at, converged } = nelderMead(valley, [-1.2, 1], [0.5, 0.5]);
  assert.ok(converged);
  assert.ok(Math.abs(at[0] - 1) < 1e-4 && Math.abs(at[1] - 1) < 1e-4);
});

test("too few steps are said", () => {
  const bowl = ([x]: readonly number[]) => x * x;
  assert.equal(nelderMead(bowl, [9], [1], { maxSteps: 2 }).converged, false);
});
