import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile } from "../../lib/probability/quantile";

test("quantiles are interpolated as NumPy does", () => {
  // numpy 2.4.6: np.quantile([1, 2, 4, 8], [0, 0.1, 0.5, 0.9, 1]) -> [1, 1.3, 3, 6.8, 8]
  const values = [0, 0.1, 0.5, 0.9, 1].map((probability) => quantile([1, 2, 4, 8], probability));
  values.forEach((value, i) => assert.ok(Math.abs(value - [1, 1.3, 3, 6.8, 8][i]) < 1e-12));
});

test("a sample of one has all its quantiles there", () => {
  assert.equal(quantile([7], 0.3), 7);
});

test("an empty sample and a probability above 1 are refused", () => {
  assert.throws(() => quantile([], 0.5), {
    name: "RangeError",
    message: "quantile requires a sample, got an empty one",
  });
  assert.throws(() => quantile([1], 1.1), {
    name: "RangeError",
    message: "quantile requires a probability in [0, 1], got 1.1",
  });
});
