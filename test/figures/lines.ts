import assert from "node:assert/strict";
import { test } from "node:test";
import { lines } from "../../lib/figures/lines";

test("a band runs along the upper bound and back along the lower, without a legend entry", () => {
  const line = { name: "EASE", x: [1, 2], y: [5, 6], low: [4, 5], high: [7, 8] };
  const [band, middle] = lines([line], { title: "t", x: { title: "x" }, y: { title: "y" } }).data;
  assert.deepEqual(band.x, [1, 2, 2, 1]);
  assert.deepEqual(band.y, [7, 8, 5, 4]);
  assert.equal(band.showlegend, false);
  assert.deepEqual(middle.y, [5, 6]);
});

test("a log axis has a tick at each of a few whole values, at round ones between others", () => {
  const ticks = (x: number[]) => {
    const axes = { title: "t", x: { title: "x", log: true }, y: { title: "y" } };
    return lines([{ name: "a", x, y: x }], axes).layout.xaxis?.tickvals;
  };
  assert.deepEqual(ticks([1, 4, 9]), [1, 4, 9]);
  assert.deepEqual(ticks([1.5, 9]), [1, 2, 5, 10]);
});
