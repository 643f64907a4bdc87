import assert from "node:assert/strict";
import { test } from "node:test";
import { logExpectedImprovement } from "../../lib/search/logExpectedImprovement";

// mpmath 1.4.1 at 50 digits: log(z * ncdf(z) + npdf(z))
const MPMATH: readonly (readonly [z: number, value: number])[] = [
  [1, 0.0800262188493],
  [-3, -7.8696860596],
  [-20, -206.917838509],
  [-24.9, -317.358485743],
  [-30, -457.724653761],
  [-1000, -500014.734452],
];

test("values equal mpmath's, far below where improvement underflows", () => {
  for (const [z, expected] of MPMATH) {
    const { value } = logExpectedImprovement(0, 1, z);
    assert.ok(Math.abs(value - expected) <= 1e-6 * Math.abs(expected), `${value} at z = ${z}`);
  }
});

test("derivatives equal finite differences on both sides of z = -25", () => {
  for (const z of [2, -1, -10, -24, -40]) {
    const [mean, deviation] = [0.3, 0.7];
    const best = mean + z * deviation;
    const { byMean, byDeviation } = logExpectedImprovement(mean, deviation, best);
    const at = (m: number, d: number) => logExpectedImprovement(m, d, best).value;
    const slope = (at(mean + 1e-6, deviation) - at(mean - 1e-6, deviation)) / 2e-6;
    const widening = (at(mean, deviation + 1e-6) - at(mean, deviation - 1e-6)) / 2e-6;
    assert.ok(Math.abs(byMean - slope) < 2e-4 * Math.abs(slope), `${byMean} at z = ${z}`);
    assert.ok(Math.abs(byDeviation - widening) < 2e-4 * Math.abs(widening), `${byDeviation}`);
  }
});
