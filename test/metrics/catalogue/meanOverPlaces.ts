import assert from "node:assert/strict";
import { test } from "node:test";
import { meanOverPlaces } from "../../../lib/metrics/catalogue/meanOverPlaces";

test("the mean is over the places that are filled, and of an empty list undefined", () => {
  const values = meanOverPlaces("metric", [Int32Array.of(2, 4, 9), new Int32Array(0)], 2, (i) => i);
  assert.deepEqual([...values], [3, NaN]);
});

test("k of 0 is an error", () => {
  assert.throws(() => meanOverPlaces("metric", [], 0, (item) => item), {
    message: "metric requires k of at least 1, got 0",
  });
});
