import assert from "node:assert/strict";
import { test } from "node:test";
import { sharpness } from "../../../lib/metrics/distributions/sharpness";
import { rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("it is the entropy, by scipy", () => {
  assertEqualsColumn(sharpness(distributionOracle().q), "entropy_q_nats");
});

test("a sure forecast has 0 nats, a uniform one ln(interests)", () => {
  assert.deepEqual([...sharpness(rows([0, 1], [0.5, 0.5]))], [0, Math.LN2]);
});
