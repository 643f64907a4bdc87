import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { betaCdf, betaQuantile } from "../../lib/probability/incompleteBeta";

// scipy 1.17.1: scipy.special.betainc(a, b, x)
const cdfOracle: [number, number, number, number][] = [
  [0.5, 0.5, 0.1, 0.20483276469913345],
  [2, 3, 0.4, 0.5247999999999999],
  [0.01, 5, 1e-10, 0.8109929104464573],
  [200, 300, 0.42, 0.8196010664172663],
  [10000, 10000, 0.501, 0.6113500478574623],
  [5, 0.1, 0.99, 0.23091107921565368],
  [1, 1, 0.3, 0.3],
];

// scipy 1.17.1: scipy.special.betaincinv(a, b, p)
const quantileOracle: [number, number, number, number][] = [
  [0.5, 0.5, 0.1, 0.024471741852423214],
  [2, 3, 0.975, 0.8058795503167565],
  [0.05, 5, 0.5, 1.229319216799976e-7],
  [200, 300, 0.025, 0.3575004924537632],
  [10000, 10000, 0.9, 0.5045309326280216],
  [5, 0.1, 0.3, 0.9961846975923838],
  [1, 1, 0.3, 0.3],
  [0.2, 40, 0.95, 0.02568648694053683],
  [30, 0.5, 0.001, 0.8336460978161339],
];

for (const [a, b, x, expected] of cdfOracle) {
  test(`betaCdf(${x}, ${a}, ${b}) equals scipy's`, () => assertNear(betaCdf(x, a, b), expected));
}

for (const [a, b, p, expected] of quantileOracle) {
  test(`betaQuantile(${p}, ${a}, ${b}) equals scipy's`, () =>
    assertNear(betaQuantile(p, a, b), expected));
}

test("the quantile undoes the distribution function", () => {
  const size = fc.double({ min: 1, max: 500, noNaN: true });
  const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(probability, size, size, (p, a, b) => {
      assert.ok(Math.abs(betaCdf(betaQuantile(p, a, b), a, b) - p) < 1e-9);
    }),
  );
});

test("a probability below 0 is refused", () => {
  assert.throws(() => betaQuantile(-0.1, 1, 2), {
    name: "RangeError",
    message:
      "betaQuantile requires a first argument in [0, 1], a and b above 0, got -0.1, a 1, b 2",
  });
});

function assertNear(actual: number, expected: number): void {
  const error = Math.abs(actual - expected) / Math.max(1e-200, Math.abs(expected));
  assert.ok(error < 1e-11, `${actual} is not ${expected}`);
}
