import assert from "node:assert/strict";
import { test } from "node:test";
import { type InterestForecast } from "../../lib/evolution/Forecaster";
import { forecastIntervals } from "../../lib/evolution/forecastIntervals";
import { plantedWindows } from "../../lib/evolution/checkForecaster";
import { denseMatrix } from "../../lib/matrices";

/** Futures of one user, whose first interest has these shares. */
function forecastOf(shares: readonly number[]): InterestForecast {
  const posterior = plantedWindows(1, 2).posterior(0, [1, 1, 1]);
  const samples = shares.map((share) => denseMatrix(Float32Array.of(share, 1 - share, 0), 1, 3));
  return { horizons: [posterior], samples: [samples] };
}

test("of 19 futures the 90 % interval goes from the least to the largest", () => {
  // One more draw is the least or the largest of 20 with a chance of one in ten.
  const shares = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
  const { lower, upper } = forecastIntervals(forecastOf(shares), 1, 0.9);
  assert.ok(Math.abs(lower.values[0] - 0.05) < 1e-6, `${lower.values[0]}`);
  assert.ok(Math.abs(upper.values[0] - 0.95) < 1e-6, `${upper.values[0]}`);
});

test("of 39 futures it leaves out the outermost on each side", () => {
  const shares = Array.from({ length: 39 }, (_, i) => (i + 1) / 40);
  const { lower, upper } = forecastIntervals(forecastOf(shares), 1, 0.9);
  assert.ok(Math.abs(lower.values[0] - 0.05) < 1e-6, `${lower.values[0]}`);
  assert.ok(Math.abs(upper.values[0] - 0.95) < 1e-6, `${upper.values[0]}`);
});

test("a horizon beyond the forecast is refused", () => {
  assert.throws(() => forecastIntervals(forecastOf([0.5]), 2), /horizon in \[1, 1\], got 2/);
});
