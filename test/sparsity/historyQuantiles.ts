import assert from "node:assert/strict";
import { test } from "node:test";
import { historyQuantiles } from "../../lib/sparsity/historyQuantiles";
import { log } from "../support/log";
import { movieLensSmall } from "../support/movieLensSmall";

// numpy 2.4.6 on the counts of pandas' groupby:
//   np.quantile(counts, [0, .05, .25, .5, .75, .95, .99, 1])
const oracle = [
  ["user", [20, 21, 37, 71, 161, 520, 1131.4, 2391], 149.03725782414307],
  ["item", [1, 1, 1, 3, 9, 49, 123, 341], 11.030664019413193],
] as const;
for (const [side, quantiles, mean] of oracle) {
  test(`${side} histories of MovieLens small have NumPy's quantiles`, () => {
    const result = historyQuantiles(movieLensSmall(), side);
    assert.ok(Math.abs(result.mean - mean) < 1e-9);
    result.quantiles.forEach((value, i) => assert.ok(Math.abs(value - quantiles[i]) < 1e-9));
  });
}

test("chosen quantiles come in the order asked for", () => {
  const { quantiles } = historyQuantiles(log("u a", "u b", "v a"), "user", [1, 0]);
  assert.deepEqual(quantiles, [2, 1]);
});

test("an empty log is refused", () => {
  assert.throws(() => historyQuantiles(log(), "item"), {
    name: "RangeError",
    message: "historyQuantiles requires at least one item, got an empty log",
  });
});
