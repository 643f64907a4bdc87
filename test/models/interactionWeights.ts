import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { interactionWeights } from "../../lib/models/interactionWeights";

const DAY = 86_400_000;
const log = Interactions.fromColumns({
  user: ["u", "u", "v"],
  item: ["a", "b", "b"],
  timestampMs: [0, 10 * DAY, 10 * DAY],
});

test("an interaction as old as the half-life counts half", () => {
  assert.deepEqual([...interactionWeights(log, { halfLifeDays: 10 })], [0.5, 1, 1]);
});

test("inverse propensities set the proportions, Kish's number of rows the sum", () => {
  const [a, b, single] = interactionWeights(log, { halfLifeDays: null, propensities: [0.25, 1] });
  assert.ok(Math.abs(a / b - 4) < 1e-12);
  // (4 + 1)^2 / (16 + 1) of 2 rows.
  assert.ok(Math.abs(a + b - 25 / 17) < 1e-12);
  assert.equal(single, 1);
});

test("a propensity of 0 is an error that names the item", () => {
  assert.throws(() => interactionWeights(log, { halfLifeDays: null, propensities: [0, 1] }), {
    name: "RangeError",
    message: "interactionWeights requires propensities in (0, 1], got 0 for item a",
  });
});
