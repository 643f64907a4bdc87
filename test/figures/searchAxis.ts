import assert from "node:assert/strict";
import { test } from "node:test";
import { searchAxis } from "../../lib/figures/searchAxis";

test("a logarithmic parameter has its decades as ticks", () => {
  const { places, ticks, labels } = searchAxis(
    { type: "float", low: 0.001, high: 1, log: true },
    [0.001, 0.1, 1],
  );
  assert.deepEqual(places.map((place) => Number(place.toFixed(9))), [-3, -1, 0]);
  assert.deepEqual(ticks.map((tick) => Math.round(tick)), [-3, -2, -1, 0]);
  assert.deepEqual(labels, ["0.001", "0.01", "0.1", "1"]);
});

test("choices have a place each, and inactive settings one below", () => {
  const { places, labels, range } = searchAxis({ type: "categorical", choices: ["a", true] }, [
    true,
    undefined,
    "a",
  ]);
  assert.deepEqual(places, [1, -0.12, 0]);
  assert.deepEqual(labels, ["inactive", "a", "true"]);
  assert.deepEqual(range, [-0.12, 1]);
});
