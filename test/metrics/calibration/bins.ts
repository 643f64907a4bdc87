import assert from "node:assert/strict";
import { test } from "node:test";
import { binNumbers } from "../../../lib/metrics/calibration/bins";

const events = (confidence: number[]): Parameters<typeof binNumbers>[1] => ({
  confidence: Float64Array.from(confidence),
  observed: new Float64Array(confidence.length),
  weight: new Float64Array(confidence.length).fill(1),
});

test("bins of equal width hold their upper edge, and 0 is in the first", () => {
  const numbers = binNumbers("metric", events([0, 0.25, 0.26, 0.5, 1]), { binCount: 4 });
  assert.deepEqual([...numbers], [0, 0, 1, 1, 3]);
});

test("bins of equal mass differ by one event at most", () => {
  const options = { binCount: 2, binning: "equalMass" } as const;
  const numbers = binNumbers("metric", events([0.9, 0.1, 0.8, 0.7, 0.2]), options);
  assert.deepEqual([...numbers], [1, 0, 1, 0, 0]);
});

test("no bin is an error", () => {
  assert.throws(() => binNumbers("metric", events([0.5]), { binCount: 0 }), {
    message: "metric requires at least 1 bin, got 0",
  });
});
