import assert from "node:assert/strict";
import { test } from "node:test";
import { logBeta, logGamma } from "../../lib/probability/logGamma";

// scipy 1.17.1: scipy.special.gammaln(x)
const logGammaOracle: [number, number][] = [
  [1e-8, 18.42068073818021],
  [0.5, 0.5723649429247],
  [1.5, -0.12078223763524526],
  [2.0001, 4.228165811291995e-5],
  [7.3, 7.147892523022249],
  [10, 12.801827480081469],
  [123.4, 469.3360974421906],
  [1000000, 12815504.569147611],
];

for (const [x, expected] of logGammaOracle) {
  test(`logGamma(${x}) equals scipy's`, () => assertNear(logGamma(x), expected));
}

test("logBeta(2, 3) is ln(1 / 12)", () => assertNear(logBeta(2, 3), -Math.log(12)));

test("logGamma of 0 is refused", () => {
  assert.throws(() => logGamma(0), {
    name: "RangeError",
    message: "logGamma requires x above 0, got 0",
  });
});

function assertNear(actual: number, expected: number): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  assert.ok(error < 1e-13, `${actual} is not ${expected}`);
}
