import assert from "node:assert/strict";
import { test } from "node:test";
import { unexpectedness } from "../../../lib/metrics/catalogue/unexpectedness";
import { history, vectors } from "../../support/itemVectors";
import { relevantRows } from "../../support/lists";

test("an item like half of the history's two items is unexpected by a half", () => {
  const values = unexpectedness([Int32Array.of(0)], 1, relevantRows([[0, 2]], 6), vectors);
  assert.deepEqual([...values], [0.5]);
});

test("everything is unexpected to a user without a history", () => {
  const none = relevantRows([[]], 6);
  assert.deepEqual([...unexpectedness([Int32Array.of(0)], 1, none, vectors)], [1]);
});

test("an empty list has no value", () => {
  const empty = [new Int32Array(0), new Int32Array(0), new Int32Array(0)];
  assert.deepEqual([...unexpectedness(empty, 1, history, vectors)], [NaN, NaN, NaN]);
});
