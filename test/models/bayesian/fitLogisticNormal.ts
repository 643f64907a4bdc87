import assert from "node:assert/strict";
import { test } from "node:test";
import { fitLogisticNormal } from "../../../lib/models/bayesian/fitLogisticNormal";

test("the fit starts from wants, not from what is seen of them", async () => {
  // Half as visible and seen as often: wanted twice as much.
  const start = { weights: Float64Array.of(1), shares: [Float64Array.of(0.5, 0.5)] };
  const { means } = await fitLogisticNormal([], start, {
    correlated: false,
    seed: 1,
    iterations: 0,
    batchSize: 1,
    drawCount: 1,
    visibility: [1, 0.5],
  });
  const [mean] = means;
  assert.ok(Math.abs(mean[1] - mean[0] - Math.log(2)) < 1e-12);
});
