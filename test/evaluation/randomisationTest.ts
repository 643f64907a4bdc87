import assert from "node:assert/strict";
import { test } from "node:test";
import { randomisationTest } from "../../lib/evaluation/randomisationTest";

const a = [0.5, 0.2, 0.9, 0.4, 0.31, 0.75, 0.62, 0.11];
const b = [0.4, 0.25, 0.6, 0.1, 0.3, 0.5, 0.7, 0.13];

test("the p value is within chance of scipy's over all signs", () => {
  // scipy.stats.permutation_test((a, b), mean of a - b, permutation_type="samples",
  // n_resamples=inf).pvalue -> 0.15625 (scipy 1.17.1)
  assert.ok(Math.abs(randomisationTest(a, b) - 0.15625) < 0.015);
});

test("the same seed gives the same p value", () => {
  assert.equal(randomisationTest(a, b, { seed: 4 }), randomisationTest(a, b, { seed: 4 }));
});

test("no difference at all has p 1, a large one at least 1 / (1 + rounds)", () => {
  assert.equal(randomisationTest(a, a), 1);
  const apart = Float64Array.from({ length: 100 }, () => 1);
  assert.equal(randomisationTest(apart, new Float64Array(100), { roundCount: 99 }), 0.01);
});
