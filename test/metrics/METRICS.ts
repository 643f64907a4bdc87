import assert from "node:assert/strict";
import { test } from "node:test";
import { metricNamed, METRICS } from "../../lib/metrics/METRICS";
import { assertEqualsRanx, ranxOracle } from "../support/ranxOracle";

test("an unknown metric is an error that lists the known ones", () => {
  assert.throws(() => metricNamed("ndgc"), /^RangeError: unknown metric: ndgc \(known: .*ndcg/);
  assert.throws(() => metricNamed("toString"), RangeError);
});

test("metrics by name compute what their functions do", () => {
  const { lists, relevant } = ranxOracle();
  const candidateCount = new Int32Array(lists.length).fill(60);
  const input = {
    lists,
    relevant,
    k: 10,
    itemCount: 60,
    candidateCount,
    history: relevant,
    userCounts: new Float64Array(60),
    fittedUserCount: 60,
  };
  const named = { map: "map@10", mrr: "mrr@10", precision: "precision@10", recall: "recall@10" };
  for (const [name, column] of Object.entries(named)) {
    const metric = METRICS[name];
    assert.ok(metric.reads === "lists");
    assertEqualsRanx(metric.perUser(input), column);
  }
});
