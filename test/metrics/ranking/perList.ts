import assert from "node:assert/strict";
import { test } from "node:test";
import { hitRate } from "../../../lib/metrics/ranking/hitRate";
import { perList } from "../../../lib/metrics/ranking/perList";
import { relevantRows } from "../../support/lists";

const relevant = relevantRows([[0, 2], []], 4);

test("a list meets its user's relevant items place by place", () => {
  const gains: number[][] = [];
  perList("metric", [Int32Array.of(2, 1, 0), Int32Array.of(0)], relevant, 2, (list) => {
    gains.push([...list.gains, list.hitCount, list.relevantCount]);
    return 0;
  });
  assert.deepEqual(gains, [[1, 0, 1, 2]]);
});

test("a user with no test items has no value", () => {
  const values = hitRate([Int32Array.of(0), Int32Array.of(0)], relevant, 1);
  assert.deepEqual([...values], [1, NaN]);
});

test("an empty list, of a user who has seen everything, hits nothing", () => {
  const values = hitRate([new Int32Array(0), Int32Array.of(0)], relevant, 1);
  assert.deepEqual([...values], [0, NaN]);
});

test("a repeated item is an error that names the user", () => {
  const lists = [Int32Array.of(1, 3, 1), Int32Array.of(0)];
  assert.throws(() => hitRate(lists, relevant, 3), {
    name: "RangeError",
    message: "hitRate requires lists without repeated items, got item 1 twice for user 0",
  });
});

test("an item outside the catalogue is an error", () => {
  assert.throws(() => hitRate([Int32Array.of(4), Int32Array.of(0)], relevant, 1), {
    message: "hitRate requires item positions below 4, got 4 for user 0",
  });
});

test("lists must be one a user, and k a positive whole number", () => {
  assert.throws(() => hitRate([Int32Array.of(0)], relevant, 1), {
    message: "hitRate requires one list a user (2 users), got 1",
  });
  assert.throws(() => hitRate([], relevant, 0), {
    message: "hitRate requires k of at least 1, got 0",
  });
});
