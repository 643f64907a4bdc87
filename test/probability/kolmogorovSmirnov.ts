import assert from "node:assert/strict";
import { test } from "node:test";
import { kolmogorovSmirnov } from "../../lib/probability/kolmogorovSmirnov";

test("the distance and the p-value are near scipy's", () => {
  // scipy 1.17.1: scipy.stats.kstest(np.linspace(0.02, 0.7, 50), "uniform", mode="asymp")
  //   -> statistic 0.30, pvalue 0.000247 (without Stephens' correction, exact 0.000180)
  const sample = Array.from({ length: 50 }, (_, i) => 0.02 + (0.68 * i) / 49);
  const { distance, pValue } = kolmogorovSmirnov(sample, (x) => x);
  assert.ok(Math.abs(distance - 0.3) < 1e-12);
  assert.ok(Math.abs(pValue - 0.00018) < 0.00003, `p ${pValue}`);
});

test("the order of the sample doesn't matter, and scipy's distance on five points is found", () => {
  // scipy 1.17.1: scipy.stats.kstest([0.1, 0.4, 0.45, 0.7, 0.95], "uniform") -> statistic 0.2
  const { distance } = kolmogorovSmirnov([0.95, 0.1, 0.7, 0.45, 0.4], (x) => x);
  assert.ok(Math.abs(distance - 0.2) < 1e-12);
});

test("an empty sample is refused", () => {
  assert.throws(() => kolmogorovSmirnov([], (x) => x), {
    name: "RangeError",
    message: "kolmogorovSmirnov requires a sample, got an empty one",
  });
});
