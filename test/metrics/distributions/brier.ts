import assert from "node:assert/strict";
import { test } from "node:test";
import { brier } from "../../../lib/metrics/distributions/brier";
import { rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("the Brier score equals numpy's on the oracle pairs", () => {
  const { q, outcomes } = distributionOracle();
  assertEqualsColumn(brier(q, outcomes), "brier_q_y");
});

test("certain and right scores 0, certain and wrong 2", () => {
  assert.deepEqual([...brier(rows([1, 0], [1, 0]), Int32Array.of(0, 1))], [0, 2]);
});
