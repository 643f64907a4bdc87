import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { averagePrecision } from "../../../lib/metrics/ranking/averagePrecision";
import { anyUser, relevantRows } from "../../support/lists";
import { assertEqualsRanx, ranxOracle } from "../../support/ranxOracle";

test("hits in places 1 and 3 of 3 relevant items give (1 + 2/3) / 3, or / 2 when k is 2", () => {
  const relevant = relevantRows([[0, 1, 2]], 9);
  const [all] = averagePrecision([Int32Array.of(0, 8, 1)], relevant, 3);
  assert.ok(Math.abs(all - (1 + 2 / 3) / 3) < 1e-15);
  const options = { denominator: "capped" } as const;
  assert.equal(averagePrecision([Int32Array.of(0, 8, 1)], relevant, 2, options)[0], 1 / 2);
});

test("average precision equals ranx's map@10 and its map without a cut", () => {
  const { lists, relevant } = ranxOracle();
  assertEqualsRanx(averagePrecision(lists, relevant, 10), "map@10");
  assertEqualsRanx(averagePrecision(lists, relevant, 60), "map");
});

test("average precision is between 0 and 1, capped or not", () => {
  fc.assert(
    fc.property(anyUser, ({ list, relevant, k }) => {
      const [all] = averagePrecision([list], relevant, k);
      const [capped] = averagePrecision([list], relevant, k, { denominator: "capped" });
      assert.ok(all >= 0 && all <= capped && capped <= 1 + 1e-12);
    }),
  );
});
