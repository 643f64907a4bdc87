import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { recall } from "../../../lib/metrics/ranking/recall";
import { anyUser, relevantRows } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

const relevant = relevantRows([[0, 1, 2, 3]], 9);

test("recall divides by all relevant items, so a full list of k can be below 1", () => {
  assert.deepEqual([...recall([Int32Array.of(3, 0)], relevant, 2)], [0.5]);
});

test("capped recall divides by what k places can hold", () => {
  const options = { denominator: "capped" } as const;
  assert.deepEqual([...recall([Int32Array.of(3, 0)], relevant, 2, options)], [1]);
});

test("recall equals ranx's recall@10", () => {
  const oracle = ranxOracle();
  assertEqualsRanx(recall(oracle.lists, oracle.relevant, 10), "recall@10");
});

test("recall never falls with k, and capped recall is never below it", () => {
  fc.assert(
    fc.property(anyUser, ({ list, relevant, k }) => {
      const [short] = recall([list], relevant, k);
      assert.ok(recall([list], relevant, k + 1)[0] >= short);
      assert.ok(recall([list], relevant, k, { denominator: "capped" })[0] >= short);
    }),
  );
});
