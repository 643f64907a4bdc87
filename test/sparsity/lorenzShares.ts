import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gini } from "../../lib/sparsity/gini";
import { lorenzShares } from "../../lib/sparsity/lorenzShares";

test("of 1, 2 and 7 the poorest third holds a tenth, two thirds three tenths", () => {
  const { populationShare, totalShare } = lorenzShares([7, 1, 2]);
  assert.deepEqual([...populationShare], [0, 1 / 3, 2 / 3, 1]);
  assert.deepEqual([...totalShare], [0, 0.1, 0.3, 1]);
});

test("twice the area above the curve is the Gini coefficient", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }), (amounts) => {
      const { populationShare, totalShare } = lorenzShares(amounts);
      let area = 0;
      for (let i = 1; i < totalShare.length; i++) {
        const width = populationShare[i] - populationShare[i - 1];
        area += (width * (totalShare[i] + totalShare[i - 1])) / 2;
      }
      assert.ok(Math.abs(1 - 2 * area - gini(amounts)) < 1e-9);
    }),
  );
});

test("a thinned curve keeps its ends and lies on the full one", () => {
  const amounts = Array.from({ length: 1000 }, (_, i) => i);
  const { populationShare, totalShare } = lorenzShares(amounts, { pointCount: 10 });
  assert.equal(populationShare.length, 11);
  assert.equal(totalShare[5], lorenzShares(amounts).totalShare[500]);
  assert.equal(totalShare[10], 1);
});

test("a negative amount is refused", () => {
  assert.throws(() => lorenzShares([-1]), {
    name: "RangeError",
    message: "lorenzShares requires amounts of at least 0, got -1",
  });
});
