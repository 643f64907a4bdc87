import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { binaryEvents } from "../../../lib/metrics/calibration/events";
import { rows } from "../../support/distributions";

const forecasts = rows([0.2, 0.8], [0.6, 0.4], [0.5, 0.5]);

test("the question is the most probable interest's, and rows without outcomes drop out", () => {
  const events = binaryEvents("metric", forecasts, Int32Array.of(1, 1, -1), "topLabel");
  assert.deepEqual(events, {
    confidence: Float64Array.of(0.8, 0.6),
    observed: Float64Array.of(1, 0),
    weight: Float64Array.of(1, 1),
  });
});

test("several outcomes of a row count by weight", () => {
  const outcomes = SparseMatrix.fromEntries([3, 2], [0, 0, 2], [0, 1, 0], [1, 3, 1]);
  const events = binaryEvents("metric", forecasts, outcomes, 1);
  assert.deepEqual(events, {
    confidence: Float64Array.of(0.8, 0.5),
    observed: Float64Array.of(0.75, 0),
    weight: Float64Array.of(4, 1),
  });
});
