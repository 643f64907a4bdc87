import assert from "node:assert/strict";
import { test } from "node:test";
import { reciprocalRank } from "../../../lib/metrics/ranking/reciprocalRank";
import { relevantRows } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

test("a first hit in third place gives a third, and none within k gives 0", () => {
  const relevant = relevantRows([[0, 1]], 9);
  assert.deepEqual([...reciprocalRank([Int32Array.of(5, 6, 1, 0)], relevant, 4)], [1 / 3]);
  assert.deepEqual([...reciprocalRank([Int32Array.of(5, 6, 1, 0)], relevant, 2)], [0]);
});

test("reciprocal rank equals ranx's mrr@10 and its mrr without a cut", () => {
  const { lists, relevant } = ranxOracle();
  assertEqualsRanx(reciprocalRank(lists, relevant, 10), "mrr@10");
  assertEqualsRanx(reciprocalRank(lists, relevant, 60), "mrr");
});
