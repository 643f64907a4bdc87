import assert from "node:assert/strict";
import { test } from "node:test";
import { normalCdf, normalQuantile } from "../../lib/probability/normalCdf";

// scipy 1.17.1: scipy.special.ndtr(x)
const cdfOracle: [number, number][] = [
  [-10, 7.61985302416047e-24],
  [-1.96, 0.024997895148220435],
  [0, 0.5],
  [2.5, 0.9937903346742238],
];

// scipy 1.17.1: scipy.special.ndtri(p)
const quantileOracle: [number, number][] = [
  [1e-300, -37.0470962993612],
  [1e-10, -6.361340902404056],
  [0.001, -3.090232306167813],
  [0.02425, -1.972961051311885],
  [0.3, -0.5244005127080409],
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.999999, 4.753424308817087],
];

for (const [x, expected] of cdfOracle) {
  test(`normalCdf(${x}) equals scipy's`, () => assertNear(normalCdf(x), expected));
}

for (const [p, expected] of quantileOracle) {
  test(`normalQuantile(${p}) equals scipy's`, () => assertNear(normalQuantile(p), expected));
}

test("a probability above 1 has no quantile", () => {
  assert.throws(() => normalQuantile(1.5), {
    name: "RangeError",
    message: "normalQuantile requires a probability in [0, 1], got 1.5",
  });
});

function assertNear(actual: number, expected: number): void {
  const error = Math.abs(actual - expected) / Math.max(1e-200, Math.abs(expected));
  assert.ok(error < 1e-12, `${actual} is not ${expected}`);
}
