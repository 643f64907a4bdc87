import assert from "node:assert/strict";
import { test } from "node:test";
import { lorenzCurve } from "../../lib/figures/lorenzCurve";

test("equal counts have a Gini coefficient of 0 and a straight curve", () => {
  const figure = lorenzCurve([7, 7, 7, 7]);
  assert.match(figure.layout.title.text, /Gini 0\)/);
  assert.deepEqual(figure.data[0].y, [0, 0.25, 0.5, 0.75, 1]);
});

test("the Gini coefficient of 1, 2, 3, 4 is 0.25", () => {
  // By hand: 1 - (1 + 4 + 9 + 16) / (10 x 4) = 0.25, the area of n + (n - 1) held by trapezoids.
  assert.match(lorenzCurve([4, 1, 3, 2]).layout.title.text, /Gini 0\.25\)/);
});

test("one item that holds everything: the busiest tenth of 20 holds 100%", () => {
  const counts = [100, ...new Array<number>(19).fill(0)];
  const { text } = lorenzCurve(counts, { of: "films", counted: "ratings" }).layout.title;
  assert.match(text, /tenth of the films/);
  assert.match(text, /100% of<br>the ratings|100% of the ratings|100%<br>of the ratings/);
});

test("counts that sum to 0 are an error", () => {
  assert.throws(() => lorenzCurve([0, 0]), {
    name: "RangeError",
    message: "lorenzCurve requires counts with a sum above 0, got 0",
  });
});
