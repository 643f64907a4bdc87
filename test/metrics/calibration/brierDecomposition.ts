import assert from "node:assert/strict";
import { test } from "node:test";
import { brierDecomposition } from "../../../lib/metrics/calibration/brierDecomposition";
import { brier } from "../../../lib/metrics/distributions/brier";
import { rows } from "../../support/distributions";
import { distributionOracle } from "../../support/distributionOracle";

test("by hand: forecasts 0.8 and 0.3 of one interest, four outcomes", () => {
  const forecasts = rows([0.2, 0.8], [0.2, 0.8], [0.7, 0.3], [0.7, 0.3]);
  const parts = brierDecomposition(forecasts, Int32Array.of(1, 1, 1, 0), { binCount: 10 });
  // Each of the two interests: reliability (0.2^2 + 0.2^2) / 2, resolution (0.25^2 + 0.25^2) / 2,
  // uncertainty 0.75 * 0.25.
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-12;
  assert.ok(near(parts.reliability, 2 * 0.04));
  assert.ok(near(parts.resolution, 2 * 0.0625));
  assert.ok(near(parts.uncertainty, 2 * 0.1875));
  assert.ok(near(parts.withinBins, 0));
});

test("the parts add up to the mean Brier score", () => {
  const { q, outcomes } = distributionOracle();
  const parts = brierDecomposition(q, outcomes);
  const mean = brier(q, outcomes).reduce((sum, one) => sum + one, 0) / outcomes.length;
  assert.ok(Math.abs(parts.brier - mean) < 1e-12);
  const sum = parts.reliability - parts.resolution + parts.uncertainty + parts.withinBins;
  assert.ok(Math.abs(sum - mean) < 1e-12);
});

test("always forecasting the overall shares has neither reliability error nor resolution", () => {
  const parts = brierDecomposition(rows([0.5, 0.5], [0.5, 0.5]), Int32Array.of(0, 1));
  assert.deepEqual(parts, {
    brier: 0.5,
    reliability: 0,
    resolution: 0,
    uncertainty: 0.5,
    withinBins: 0,
  });
});
