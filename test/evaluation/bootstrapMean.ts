import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrapMean } from "../../lib/evaluation/bootstrapMean";

test("the interval is within resampling error of scipy's percentile bootstrap", () => {
  const values = Float64Array.from({ length: 200 }, (_, i) => ((i * 37) % 101) / 100);
  const { mean, low, high, count } = bootstrapMean(values, { resampleCount: 5000 });
  // scipy.stats.bootstrap((values,), numpy.mean, method="percentile", n_resamples=100000, rng=1)
  // -> low=0.4602, high=0.5408 (scipy 1.17.1)
  assert.ok(Math.abs(mean - 0.50045) < 1e-12);
  assert.ok(Math.abs(low - 0.4602) < 0.003 && Math.abs(high - 0.5408) < 0.003);
  assert.equal(count, 200);
});

test("undefined values are left out, and without any all is undefined", () => {
  assert.deepEqual(bootstrapMean([2, NaN, 2]), { mean: 2, low: 2, high: 2, count: 2 });
  assert.deepEqual(bootstrapMean([NaN]), { mean: NaN, low: NaN, high: NaN, count: 0 });
});

test("the same seed gives the same interval", () => {
  const values = [1, 5, 2, 8, 3];
  assert.deepEqual(bootstrapMean(values, { seed: 7 }), bootstrapMean(values, { seed: 7 }));
});

test("a level of 1 is an error", () => {
  assert.throws(() => bootstrapMean([1], { level: 1 }), {
    message: "bootstrapMean requires a level between 0 and 1, got 1",
  });
});
