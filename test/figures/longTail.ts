import assert from "node:assert/strict";
import { test } from "node:test";
import { longTail } from "../../lib/figures/longTail";

test("ranks start at 1 with the largest count, and both axes are logarithmic", () => {
  const { data, layout } = longTail([1, 5, 0, 3]);
  assert.deepEqual(data[0].x, [1, 2, 3]);
  assert.deepEqual(data[0].y, [5, 3, 1]);
  assert.equal(layout.xaxis?.type, "log");
  assert.equal(layout.yaxis?.type, "log");
});

test("the title says how many items hold half", () => {
  assert.match(longTail([10, 1, 1, 1]).layout.title.text, /fall on 1 of 4 items/);
});

test("a million items are drawn by few points, the last rank among them", () => {
  const [{ x }] = longTail(new Float64Array(1e6).fill(2)).data;
  assert.ok(x!.length < 300);
  assert.equal(x!.at(-1), 1e6);
});
