import assert from "node:assert/strict";
import { test } from "node:test";
import { popularityLift } from "../../../lib/metrics/catalogue/popularityLift";
import { relevantRows } from "../../support/lists";

test("lists twice as popular as the history lift by 1", () => {
  const values = popularityLift([Int32Array.of(0)], 1, relevantRows([[1, 2]], 3), [4, 1, 3]);
  assert.deepEqual([...values], [1]);
});

test("a user without a history has no lift", () => {
  const values = popularityLift([Int32Array.of(0)], 1, relevantRows([[]], 3), [4, 1, 3]);
  assert.ok(Number.isNaN(values[0]));
});
