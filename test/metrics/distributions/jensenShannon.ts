import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jensenShannon } from "../../../lib/metrics/distributions/jensenShannon";
import { anyDistribution, rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("Jensen-Shannon divergence equals scipy's distance squared on the oracle pairs", () => {
  const { p, q } = distributionOracle();
  assertEqualsColumn(jensenShannon(p, q), "js_div_nats");
  assertEqualsColumn(jensenShannon(p, q).map(Math.sqrt), "js_distance_nats_scipy");
});

test("distributions that share no interest are ln 2 apart", () => {
  assert.deepEqual([...jensenShannon(rows([1, 0]), rows([0, 1]))], [Math.LN2]);
});

test("it is symmetric, 0 for equal distributions and at most ln 2, zeros or not", () => {
  fc.assert(
    fc.property(anyDistribution(5), anyDistribution(5), (p, q) => {
      const [nats] = jensenShannon(p, q);
      assert.ok(Math.abs(nats - jensenShannon(q, p)[0]) < 1e-12);
      assert.equal(jensenShannon(p, p)[0], 0);
      assert.ok(nats >= -1e-12 && nats <= Math.LN2 + 1e-12);
    }),
  );
});
