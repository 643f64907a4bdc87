import assert from "node:assert/strict";
import { test } from "node:test";
import { holm } from "../../lib/evaluation/holm";

test("corrected values equal statsmodels'", () => {
  // statsmodels 0.15.0: multipletests([0.01, 0.04, 0.03, 0.005], method="holm")[1]
  // -> [0.03 0.06 0.06 0.02]; by hand 3 x 0.01, (2 x 0.03 before) 0.04, 2 x 0.03, 4 x 0.005
  const corrected = holm([0.01, 0.04, 0.03, 0.005]);
  const expected = [0.03, 0.06, 0.06, 0.02];
  corrected.forEach((p, at) => assert.ok(Math.abs(p - expected[at]) < 1e-12));
});

test("corrected values stay at 1 at most, and undefined ones don't count", () => {
  assert.deepEqual(holm([0.9, NaN, 0.8]), [1, NaN, 1]);
});
