import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data/Interactions";
import { valuesByExposure } from "../../lib/sparsity/valuesByExposure";
import { movieLensSmall } from "../support/movieLensSmall";

// scipy 1.17.1: scipy.stats.spearmanr(counts, means).statistic
for (const [side, expected] of [
  ["item", 0.08048636070378958],
  ["user", -0.040019341249139424],
] as const) {
  test(`the rank correlation of ${side} counts and mean ratings equals SciPy's`, () => {
    const { rankCorrelation } = valuesByExposure(movieLensSmall(), side);
    assert.ok(Math.abs(rankCorrelation - expected) < 1e-12);
  });
}

test("popular movies have higher ratings, and the conclusion says what a log can't tell", () => {
  const { conclusion, pValue, meanByTenth } = valuesByExposure(movieLensSmall());
  assert.ok(pValue < 1e-10);
  assert.ok(meanByTenth[9] > meanByTenth[0]);
  assert.match(conclusion, /items that occur more often have higher values/);
  assert.match(conclusion, /cannot tell missing at random from missing not at random/);
});

test("missing values are left out, and two valued items are too few", () => {
  const rows = Interactions.fromColumns({
    user: ["u", "u", "u"],
    item: ["a", "b", "c"],
    value: [1, 2, NaN],
  });
  assert.throws(() => valuesByExposure(rows), {
    name: "RangeError",
    message: "valuesByExposure requires at least three items with values, got 2",
  });
});
