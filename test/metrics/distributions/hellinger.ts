import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hellinger } from "../../../lib/metrics/distributions/hellinger";
import { totalVariation } from "../../../lib/metrics/distributions/totalVariation";
import { anyDistribution, rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("Hellinger distance equals numpy's on the oracle pairs", () => {
  const { p, q } = distributionOracle();
  assertEqualsColumn(hellinger(p, q), "hellinger");
});

test("distributions that share no interest are 1 apart", () => {
  assert.deepEqual([...hellinger(rows([1, 0]), rows([0, 1]))], [1]);
});

test("its square is at most the total variation, which is at most sqrt(2) times it", () => {
  fc.assert(
    fc.property(anyDistribution(5), anyDistribution(5), (p, q) => {
      const [h] = hellinger(p, q);
      const [tv] = totalVariation(p, q);
      assert.ok(h * h <= tv + 1e-12 && tv <= Math.SQRT2 * h + 1e-12);
    }),
  );
});
