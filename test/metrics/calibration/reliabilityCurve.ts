import assert from "node:assert/strict";
import { test } from "node:test";
import { reliabilityCurve } from "../../../lib/metrics/calibration/reliabilityCurve";
import { rows } from "../../support/distributions";

test("the curve of one interest equals scikit-learn's calibration_curve", () => {
  const confidence = [0.05, 0.15, 0.19, 0.35, 0.35, 0.61, 0.62, 0.7, 0.9, 0.95];
  const outcomes = Int32Array.of(0, 0, 1, 0, 1, 1, 0, 1, 1, 1);
  const forecasts = rows(...confidence.map((p) => [1 - p, p]));
  const curve = reliabilityCurve(forecasts, outcomes, { of: 1, binCount: 5 });
  // sklearn.calibration.calibration_curve(outcomes, confidence, n_bins=5), scikit-learn 1.9.1
  const observed = [1 / 3, 1 / 2, 2 / 3, 1];
  const called = [0.13, 0.35, 1.93 / 3, 0.925];
  assert.equal(curve.length, 4);
  curve.forEach((bin, number) => {
    assert.ok(Math.abs(bin.observed - observed[number]) < 1e-9);
    assert.ok(Math.abs(bin.confidence - called[number]) < 1e-9);
  });
  assert.deepEqual(
    curve.map((bin) => bin.weight),
    [3, 2, 3, 2],
  );
});
