import assert from "node:assert/strict";
import { test } from "node:test";
import { erf, erfc } from "../../lib/probability/erf";

// scipy 1.17.1: scipy.special.erf(x)
const erfOracle: [number, number][] = [
  [0, 0],
  [0.1, 0.1124629160182849],
  [0.9, 0.7969082124228322],
  [1.99, 0.995111413199617],
  [2.01, 0.9955248493552482],
  [-1.3, -0.9340079449406524],
  [5, 0.9999999999984626],
];

// scipy 1.17.1: scipy.special.erfc(x)
const erfcOracle: [number, number][] = [
  [0.5, 0.4795001221869535],
  [1.9, 0.007209570764742531],
  [2, 0.004677734981047266],
  [3, 2.2090496998585445e-5],
  [6, 2.1519736712498913e-17],
  [20, 5.395865611607901e-176],
  [-2, 1.9953222650189528],
];

for (const [x, expected] of erfOracle) {
  test(`erf(${x}) equals scipy's`, () => assertNear(erf(x), expected));
}

for (const [x, expected] of erfcOracle) {
  test(`erfc(${x}) equals scipy's`, () => assertNear(erfc(x), expected));
}

function assertNear(actual: number, expected: number): void {
  const error = Math.abs(actual - expected) / Math.max(1e-200, Math.abs(expected));
  assert.ok(error < 2e-13, `${actual} is not ${expected}`);
}
