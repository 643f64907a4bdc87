import assert from "node:assert/strict";
import { test } from "node:test";
import { pairedTTest } from "../../lib/evaluation/pairedTTest";

const a = [0.5, 0.2, 0.9, 0.4, 0.31, 0.75, 0.62, 0.11];
const b = [0.4, 0.25, 0.6, 0.1, 0.3, 0.5, 0.7, 0.13];

test("the p value equals scipy's ttest_rel", () => {
  // scipy.stats.ttest_rel(a, b).pvalue -> 0.11718621762648561 (scipy 1.17.1)
  assert.ok(Math.abs(pairedTTest(a, b) / 0.11718621762648561 - 1) < 1e-6);
});

test("users without a value in either are left out", () => {
  assert.equal(pairedTTest([...a, NaN], [...b, 1]), pairedTTest(a, b));
});

test("no difference at all has p 1, one pair has none", () => {
  assert.equal(pairedTTest(a, a), 1);
  assert.ok(Number.isNaN(pairedTTest([1], [2])));
});

test("values of other users are an error", () => {
  assert.throws(() => pairedTTest([1], [1, 2]), {
    message: "pairedTTest requires values of the same users, got 1 and 2",
  });
});
