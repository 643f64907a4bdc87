import assert from "node:assert/strict";
import { test } from "node:test";
import { compareWithLogNormal } from "../../lib/sparsity/compareWithLogNormal";
import { interactionCounts } from "../../lib/sparsity/interactionCounts";
import { fitPowerLaw } from "../../lib/sparsity/powerLaw";
import { movieLensSmall } from "../support/movieLensSmall";

const interactions = movieLensSmall();

// powerlaw 2.0.0 (PyPI), f as in the test of powerLaw:
//   f.distribution_compare("power_law", "lognormal"), the same with normalized_ratio=True,
//   f.lognormal.mu, f.lognormal.sigma
const oracle = [
  ["item", 42, -16.6497521, -3.6999039, 0.000215681, 3.3161899, 0.8875748],
  ["item", 1, -501.4679081, -20.7589792, 1.017e-95, 0.1058248, 2.061264],
  ["user", 20, -51.5388866, -6.0721674, 1.262e-9, 3.5646891, 1.4943314],
  ["user", 187, -1.7125616, -1.2031319, 0.2289253, 3.454651, 1.3835276],
] as const;
for (const [side, xMin, ratio, normalized, pValue, mu, sigma] of oracle) {
  test(`power law against log-normal of ${side} counts from ${xMin} equals powerlaw's`, () => {
    const counts = interactionCounts(interactions, side);
    const result = compareWithLogNormal(counts, fitPowerLaw(counts, { xMin }));
    const near = (actual: number, expected: number, tolerance: number) =>
      assert.ok(Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`);
    near(result.logLikelihoodRatio, ratio, 1e-3);
    near(result.normalizedRatio, normalized, 1e-3);
    near(Math.log(result.pValue), Math.log(pValue), 0.02);
    near(result.mu, mu, 1e-3);
    near(result.sigma, sigma, 1e-3);
  });
}
