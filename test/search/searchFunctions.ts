import assert from "node:assert/strict";
import { test } from "node:test";
import { branin, conditionalHartmann6, hartmann6 } from "../support/searchFunctions";

test("Branin, Hartmann-6 and its conditional form have their known values at their optima", () => {
  for (const [x, y] of [
    [-Math.PI, 12.275],
    [Math.PI, 2.275],
    [3 * Math.PI, 2.475],
  ]) {
    assert.ok(Math.abs(branin.valueOf({ x, y }) - branin.optimum) < 1e-9);
  }
  const best = [0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573];
  const settings = Object.fromEntries(best.map((x, i) => [`x${i}`, x]));
  assert.ok(Math.abs(hartmann6.valueOf(settings) - hartmann6.optimum) < 1e-5);
  assert.equal(
    conditionalHartmann6.valueOf({ dimensions: "six", ...settings }),
    hartmann6.valueOf(settings),
  );
});
