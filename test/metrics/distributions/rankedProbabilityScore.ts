import assert from "node:assert/strict";
import { test } from "node:test";
import { rankedProbabilityScore } from "../../../lib/metrics/distributions/rankedProbabilityScore";
import { rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("the ranked probability score equals scoringrules' rps_score on the oracle pairs", () => {
  const { q, outcomes } = distributionOracle();
  assertEqualsColumn(rankedProbabilityScore(q, outcomes), "scoringrules_rps_score");
});

test("normalised, it is divided by interests - 1", () => {
  const { q, outcomes } = distributionOracle();
  const normalised = rankedProbabilityScore(q, outcomes, { normalised: true });
  assertEqualsColumn(normalised, "rps_q_y_div_k_minus_1");
});

test("being off by one costs less than being off by two", () => {
  const scores = rankedProbabilityScore(rows([0, 1, 0, 0], [0, 0, 1, 0]), Int32Array.of(0, 0));
  assert.deepEqual([...scores], [1, 2]);
});
