import assert from "node:assert/strict";
import { test } from "node:test";
import { digamma, trigamma } from "../../lib/probability/digamma";

// scipy 1.17.1: scipy.special.digamma(x)
const digammaOracle: [number, number][] = [
  [0.0001, -10000.577051183514],
  [0.5, -1.9635100260214235],
  [1, -0.5772156649015329],
  [1.4616321449683622, -9.241265521729427e-17],
  [3.7, 1.1671535393615113],
  [25, 3.198742512851974],
  [100000, 11.512920464961896],
];

// scipy 1.17.1: scipy.special.polygamma(1, x)
const trigammaOracle: [number, number][] = [
  [0.0001, 100000001.64469366],
  [0.5, 4.93480220054468],
  [1, 1.6449340668482266],
  [3.7, 0.31003785767003833],
  [25, 0.04081066325722558],
  [100000, 1.0000050000166665e-5],
];

for (const [x, expected] of digammaOracle) {
  test(`digamma(${x}) equals scipy's`, () => assertNear(digamma(x), expected));
}

for (const [x, expected] of trigammaOracle) {
  test(`trigamma(${x}) equals scipy's`, () => assertNear(trigamma(x), expected));
}

test("digamma of a negative number is refused", () => {
  assert.throws(() => digamma(-1), {
    name: "RangeError",
    message: "digamma requires x above 0, got -1",
  });
});

function assertNear(actual: number, expected: number): void {
  const error = Math.abs(actual - expected) / Math.max(0.1, Math.abs(expected));
  assert.ok(error < 1e-13, `${actual} is not ${expected}`);
}
