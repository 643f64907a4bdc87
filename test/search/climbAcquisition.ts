import assert from "node:assert/strict";
import { test } from "node:test";
import { type Acquisition, candidateAt, climbAcquisition } from "../../lib/search/climbAcquisition";
import { parseSearchSpace } from "../../lib/search/SearchSpace";
import { settingsAt } from "../../lib/search/TrialSettings";

const space = parseSearchSpace({
  x: { type: "float", low: 0, high: 1 },
  y: { type: "float", low: 0, high: 1 },
  kind: { type: "categorical", choices: ["a", "b", "c"] },
  size: { type: "int", low: 1, high: 100, log: true },
});

/** Highest at x = 0.3, y at its upper end, the third choice, and the unit place 0.7 of size. */
const hill: Acquisition = {
  at: ([x, y, kind, size]) => -((x - 0.3) ** 2) + y + kind - (size - 0.7) ** 2,
  atAll: (points) => points.map(hill.at),
  slopeAt: (point) => ({
    value: hill.at(point),
    gradient: Float64Array.of(-2 * (point[0] - 0.3), 1, 0, 0),
  }),
};

test("a climb reaches the top inside, at a bound, over choices and over integers", () => {
  const start = candidateAt(space, hill, Float64Array.of(0.9, 0.1, 0.1, 0.05));
  const end = climbAcquisition(space, hill, start);
  const { x, y, kind, size } = settingsAt(space, end.units);
  assert.ok(Math.abs(Number(x) - 0.3) < 1e-3 && Number(y) > 0.999, `${String(x)}, ${String(y)}`);
  assert.equal(kind, "c");
  assert.ok(Number(size) >= 15 && Number(size) <= 35, String(size));
});

test("a climb never ends below its start", () => {
  const start = candidateAt(space, hill, Float64Array.of(0.3, 1, 0.9, 0.7));
  assert.ok(climbAcquisition(space, hill, start).value >= start.value);
});
