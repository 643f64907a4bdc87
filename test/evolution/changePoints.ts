import assert from "node:assert/strict";
import { test } from "node:test";
import { changePoints, followRuns } from "../../lib/evolution/changePoints";
import { InterestWindows } from "../../lib/evolution/InterestWindows";

const prior = Float64Array.of(1, 1);

test("the chance of a change after one window of each interest is Bayes's by hand", () => {
  // One draw of interest 0, then one of interest 1: p(0) p(1 | 0) = 1/2 1/3 without a change,
  // 1/2 1/2 with one; with a hazard of 1/4: (1/4 1/2) / (1/4 1/2 + 3/4 1/3) = 1/3.
  const chances: number[] = [];
  followRuns(
    [
      [1, 0],
      [0, 1],
    ],
    { prior, hazard: 0.25 },
    (_, { chance }) => chances.push(chance[0]),
  );
  assert.equal(chances[0], 1);
  assert.ok(Math.abs(chances[1] - 1 / 3) < 1e-12);
});

test("a clear change is noticed at once, and runs grow where nothing changes", () => {
  const rows = Array.from({ length: 8 }, (_, t) => (t < 5 ? [6, 0] : [0, 6]));
  const windows = new InterestWindows({
    users: ["u"],
    spaceName: "s",
    interests: ["a", "b"],
    edgesMs: Float64Array.from({ length: 9 }, (_, i) => i),
    counts: Float32Array.from(rows.flat()),
  });
  const { changeChance, runLength } = changePoints(windows, { prior, hazard: 0.05 });
  assert.ok(changeChance[5] > 0.99, `${changeChance[5]}`);
  assert.ok([1, 2, 3, 4, 6, 7].every((t) => changeChance[t] < 0.05));
  assert.ok(runLength[4] > 3.9 && runLength[7] < 2.1);
});
