import assert from "node:assert/strict";
import { test } from "node:test";
import { accuracy } from "../../../lib/metrics/ranking/accuracy";
import { relevantRows } from "../../support/lists";

test("one false place and one missed item of ten candidates leave 8 of 10 right", () => {
  // sklearn.metrics.accuracy_score([1,1,0,0,0,0,0,0,0,0], [1,0,1,0,0,0,0,0,0,0]) -> 0.8
  const relevant = relevantRows([[0, 1]], 10);
  assert.deepEqual([...accuracy([Int32Array.of(0, 2)], relevant, 2, [10])], [0.8]);
});

test("fewer candidates than judged items is an error", () => {
  const relevant = relevantRows([[0, 1]], 10);
  assert.throws(() => accuracy([Int32Array.of(4, 5)], relevant, 2, [3]), {
    message: "accuracy requires at least 4 candidates, got 3 for user 0",
  });
});
