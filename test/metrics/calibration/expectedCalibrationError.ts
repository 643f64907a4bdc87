import assert from "node:assert/strict";
import { test } from "node:test";
import { expectedCalibrationError } from "../../../lib/metrics/calibration/expectedCalibrationError";
import { rows } from "../../support/distributions";

test("called 0.8 and right every second time is an error of 0.3", () => {
  const forecasts = rows([0.2, 0.8], [0.2, 0.8]);
  const error = expectedCalibrationError(forecasts, Int32Array.of(1, 0));
  assert.ok(Math.abs(error - 0.3) < 1e-12);
});

test("classwise, over ten forecasts in five bins, it follows scikit-learn's calibration curve", () => {
  const confidence = [0.05, 0.15, 0.19, 0.35, 0.35, 0.61, 0.62, 0.7, 0.9, 0.95];
  const outcomes = Int32Array.of(0, 0, 1, 0, 1, 1, 0, 1, 1, 1);
  const forecasts = rows(...confidence.map((p) => [1 - p, p]));
  // sklearn.calibration.calibration_curve(outcomes, confidence, n_bins=5), scikit-learn 1.9.1 ->
  //   observed [1/3, 1/2, 2/3, 1], confidence [0.13, 0.35, 0.64333333, 0.925]; bins of 3, 2, 3, 2
  const expected = (3 * (1 / 3 - 0.13) + 2 * 0.15 + 3 * (2 / 3 - 1.93 / 3) + 2 * 0.075) / 10;
  const options = { of: "classwise", binCount: 5 } as const;
  const error = expectedCalibrationError(forecasts, outcomes, options);
  assert.ok(Math.abs(error - expected) < 1e-12); // the other class mirrors it
});

test("equal mass puts as many forecasts in every bin", () => {
  const forecasts = rows([0.1, 0.9], [0.1, 0.9], [0.2, 0.8], [0.2, 0.8]);
  const options = { binCount: 2, binning: "equalMass" } as const;
  const error = expectedCalibrationError(forecasts, Int32Array.of(1, 1, 1, 0), options);
  assert.ok(Math.abs(error - (0.1 + 0.3) / 2) < 1e-12);
});

test("without outcomes there is no error to speak of", () => {
  assert.ok(Number.isNaN(expectedCalibrationError(rows([0.5, 0.5]), Int32Array.of(-1))));
});
