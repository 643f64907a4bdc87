import assert from "node:assert/strict";
import { test } from "node:test";
import { plantedWindows } from "../../../lib/evolution/checkForecaster";
import { windowFeatures } from "../../../lib/evolution/neural/windowFeatures";

test("the last window's amounts are as computed by hand", () => {
  const windows = plantedWindows(1, 2).with({ counts: Float32Array.of(4, 0, 0, 0, 2, 0) });
  const settings = {
    mean: Float64Array.of(0.5, 0.25, 0.25),
    discounting: { priorWeight: 2, decay: 0.5 },
  };
  const last = Array.from(windowFeatures(windows, settings).subarray(11));
  const wanted = [1, 10 / 6, 2 / 6, 1, 3, 1, 10 / 8, 10 / 8, 2 / 8, 6, 3];
  wanted.forEach((value, i) => assert.ok(Math.abs(last[i] - value) < 1e-6, `${last[i]} at ${i}`));
});
