import assert from "node:assert/strict";
import { test } from "node:test";
import { calibrationBand } from "../../../lib/metrics/calibration/calibrationBand";
import { RandomGenerator } from "../../../lib/probability";
import { rows } from "../../support/distributions";

const random = new RandomGenerator(5);
const probabilities = Array.from({ length: 300 }, () => 0.5 + random.uniform() / 2);
const forecasts = rows(...probabilities.map((p) => [1 - p, p]));

test("true forecasts are within the band of chance, and have an error above 0 all the same", () => {
  const outcomes = Int32Array.from(probabilities, (p) => (random.uniform() < p ? 1 : 0));
  const band = calibrationBand(forecasts, outcomes, { resampleCount: 100 });
  assert.ok(band.errorIfCalibrated > 0.02);
  assert.ok(band.error < band.highIfCalibrated);
});

test("overconfident forecasts are outside it", () => {
  const outcomes = Int32Array.from(probabilities, () => (random.uniform() < 0.5 ? 1 : 0));
  const band = calibrationBand(forecasts, outcomes, { resampleCount: 100 });
  assert.ok(band.error > band.highIfCalibrated);
  assert.ok(band.low < band.error && band.error < band.high);
});

test("the same seed gives the same band, and no resample is an error", () => {
  const outcomes = Int32Array.from(probabilities, () => 1);
  const options = { resampleCount: 5, seed: 9 };
  assert.deepEqual(
    calibrationBand(forecasts, outcomes, options),
    calibrationBand(forecasts, outcomes, options),
  );
  assert.throws(() => calibrationBand(forecasts, outcomes, { resampleCount: 0 }), {
    message: "calibrationBand requires at least 1 resample, got 0",
  });
});
