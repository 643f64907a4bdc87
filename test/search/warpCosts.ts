import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { warpCosts } from "../../lib/search/warpCosts";

test("the good half stays, the poor half takes quantiles of its ranks", () => {
  // Median 2, s = sqrt((2^2 + 1 + 0) / 3); scipy 1.17.1, scipy.stats.norm.ppf([0.625, 0.875])
  //   -> [0.31863936, 1.15034938]
  const warped = warpCosts(Float64Array.of(1e6, 0, 2, 3, 1));
  const s = Math.sqrt(5 / 3);
  [2 + s * 1.15034938, 0, 2, 2 + s * 0.31863936, 1].forEach((expected, i) => {
    assert.ok(Math.abs(warped[i] - expected) < 1e-7, `${warped[i]} against ${expected}`);
  });
});

test("equal costs stay equal, and costs that don't differ from their median stay", () => {
  const [, , , a, b] = warpCosts(Float64Array.of(0, 1, 2, 9, 9));
  assert.equal(a, b);
  assert.deepEqual([...warpCosts(Float64Array.of(1, 1, 1, 5))], [1, 1, 1, 5]);
  assert.deepEqual([...warpCosts(Float64Array.of(3))], [3]);
});

test("the order of costs is kept, and the input is left alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 1e6 }), { minLength: 1 }), (values) => {
      const costs = Float64Array.from(values);
      const warped = warpCosts(costs);
      assert.deepEqual([...costs], values);
      for (let i = 1; i < values.length; i++) {
        const [before, after] = [costs[i] - costs[i - 1], warped[i] - warped[i - 1]];
        assert.equal(Math.sign(before), Math.sign(after));
      }
    }),
  );
});
