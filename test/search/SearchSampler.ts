import assert from "node:assert/strict";
import { test } from "node:test";
import { costsOf } from "../../lib/search/SearchSampler";

const history = [3, null, 1, NaN, 2].map((value) => ({ settings: {}, value }));

test("a trial without a value is as bad as the worst", () => {
  assert.deepEqual([...costsOf(history)], [3, 3, 1, 3, 2]);
  assert.deepEqual([...costsOf(history, "maximize")], [-3, -1, -1, -1, -2]);
});

test("costs are 0 where no trial has a value", () => {
  assert.deepEqual([...costsOf([{ settings: {}, value: null }])], [0]);
});
