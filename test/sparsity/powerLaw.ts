import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { interactionCounts } from "../../lib/sparsity/interactionCounts";
import { fitPowerLaw } from "../../lib/sparsity/powerLaw";
import { samplePowerLaw } from "../../lib/sparsity/powerLawPValue";
import { movieLensSmall } from "../support/movieLensSmall";

const interactions = movieLensSmall();

// powerlaw 2.0.0 (PyPI): f = powerlaw.Fit(counts, discrete=True, estimate_discrete=False[, xmin])
//   f.power_law.alpha, f.xmin, f.power_law.D; its optimiser stops at four digits
const oracle = [
  ["item", undefined, 2.72929848, 42, 0.05314505],
  ["item", 1, 1.54962824, 1, 0.0804943],
  ["user", undefined, 2.52700675, 187, 0.06418689],
  ["user", 249, 2.66390759, 249, 0.06470532],
  ["user", 20, 1.6966014, 20, 0.11369909],
] as const;
for (const [side, xMin, exponent, from, distance] of oracle) {
  test(`the power law of ${side} counts ${xMin ? `from ${xMin} ` : ""}is the one powerlaw finds`, () => {
    const fit = fitPowerLaw(interactionCounts(interactions, side), { xMin });
    assert.ok(Math.abs(fit.exponent - exponent) < 1e-4, `exponent ${fit.exponent}`);
    assert.equal(fit.xMin, from);
    assert.ok(Math.abs(fit.distance - distance) < 1e-4, `distance ${fit.distance}`);
  });
}

test("the exponent of drawn counts is found again", () => {
  const random = new RandomGenerator(2);
  const counts = Array.from({ length: 20_000 }, () => samplePowerLaw(random, 2.4, 3));
  const { exponent } = fitPowerLaw(counts, { xMin: 3 });
  // The estimator's standard error is about (exponent - 1) / sqrt(n) = 0.01.
  assert.ok(Math.abs(exponent - 2.4) < 0.04, `exponent ${exponent}`);
});

test("counts that are all alike, and half a count, are refused", () => {
  assert.throws(() => fitPowerLaw([3, 3, 0]), {
    name: "RangeError",
    message: "fitPowerLaw requires at least two distinct counts of at least 1, got 1",
  });
  assert.throws(() => fitPowerLaw([1.5]), {
    name: "RangeError",
    message: "fitPowerLaw requires whole numbers of at least 0, got 1.5",
  });
});
