import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { logScore } from "../../../lib/metrics/distributions/logScore";
import { rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("the log score equals -ln q(outcome) of the oracle pairs", () => {
  const { q, outcomes } = distributionOracle();
  assertEqualsColumn(logScore(q, outcomes), "logscore_q_y_nats");
});

test("a uniform guess over ten classes scores ln 10 = 2.3026: nothing was learned", () => {
  const [score] = logScore(rows(new Array<number>(10).fill(0.1)), Int32Array.of(3));
  assert.equal(score.toFixed(4), "2.3026");
});

test("true interests 1, 3, 4 under (0.2, 0.3, 0.4, 0.05, 0.05) cost 5.5215 nats together", () => {
  const outcomes = SparseMatrix.fromEntries([1, 5], [0, 0, 0], [0, 2, 3]);
  const [mean] = logScore(rows([0.2, 0.3, 0.4, 0.05, 0.05]), outcomes);
  assert.equal((3 * mean).toFixed(4), "5.5215");
});

test("three outcomes, each given probability 0.4, cost 2.7489 nats together", () => {
  const forecasts = rows([0.4, 0.6], [0.4, 0.6], [0.4, 0.6]);
  const total = logScore(forecasts, Int32Array.of(0, 0, 0)).reduce((sum, one) => sum + one, 0);
  assert.equal(total.toFixed(4), "2.7489");
});

test("an outcome called impossible scores Infinity, a certain one 0", () => {
  assert.deepEqual([...logScore(rows([0, 1], [0, 1]), Int32Array.of(0, 1))], [Infinity, 0]);
});
