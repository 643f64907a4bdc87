import assert from "node:assert/strict";
import { test } from "node:test";
import { valueDistribution } from "../../lib/figures/valueDistribution";

test("few distinct values each get a bar before and after, missing ones none", () => {
  const [before, after] = valueDistribution({ before: [5, 1, 5, NaN], after: [1, 5] }).data;
  assert.deepEqual(before.x, ["1", "5"]);
  assert.deepEqual(before.y, [1, 2]);
  assert.deepEqual(after.y, [1, 1]);
});

test("many distinct values share bins", () => {
  const before = Array.from({ length: 100 }, (_, value) => value);
  const [first, second] = valueDistribution({ before, after: before.slice(0, 50) }).data;
  assert.deepEqual(first.x, second.x);
  const sum = (ys: readonly (number | string)[]): number => ys.reduce<number>((s, y) => s + Number(y), 0);
  assert.equal(sum(first.y!), 100);
  assert.equal(sum(second.y!), 50);
});
