import assert from "node:assert/strict";
import { test } from "node:test";
import { totalVariation } from "../../../lib/metrics/distributions/totalVariation";
import { rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("total variation equals numpy's on the oracle pairs", () => {
  const { p, q } = distributionOracle();
  assertEqualsColumn(totalVariation(p, q), "total_variation");
});

test("moving a quarter of the mass is 0.25, sharing nothing is 1", () => {
  assert.deepEqual([...totalVariation(rows([0.5, 0.5]), rows([0.25, 0.75]))], [0.25]);
  assert.deepEqual([...totalVariation(rows([1, 0]), rows([0, 1]))], [1]);
});
