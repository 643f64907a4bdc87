import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hitRate } from "../../../lib/metrics/ranking/hitRate";
import { recall } from "../../../lib/metrics/ranking/recall";
import { anyUser } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

test("hit rate is 1 exactly where recall is above 0", () => {
  fc.assert(
    fc.property(anyUser, ({ list, relevant, k }) => {
      assert.equal(hitRate([list], relevant, k)[0] === 1, recall([list], relevant, k)[0] > 0);
    }),
  );
});

test("hit rate equals ranx's hit_rate@10", () => {
  const { lists, relevant } = ranxOracle();
  assertEqualsRanx(hitRate(lists, relevant, 10), "hit_rate@10");
});
