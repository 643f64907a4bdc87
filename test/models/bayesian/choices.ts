import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../../lib/data";
import {
  choiceClock,
  choiceLog,
  periodCount,
  userChoices,
} from "../../../lib/models/bayesian/choices";

const DAY = 86_400_000;
const log = Interactions.fromColumns({
  user: ["u", "u", "u", "v", "u"],
  item: ["a", "b", "a", "a", "a"],
  timestampMs: [0, 5 * DAY, 1 * DAY, 20 * DAY, 12 * DAY],
});

test("choices of one item in one period come together, in order of period", () => {
  const clock = choiceClock(log, { periodDays: 10, halfLifeDays: null });
  assert.equal(periodCount(clock), 3);
  const { items, periods, weights } = userChoices(choiceLog(log, clock), 0);
  assert.deepEqual(
    [items, periods, weights].map((values) => Array.from(values)),
    [
      [0, 1, 0],
      [0, 0, 1],
      [2, 1, 1],
    ],
  );
  assert.deepEqual(Array.from(userChoices(choiceLog(log, clock), 0, 1).items), [0]);
});

test("a choice as old as the half-life counts half", () => {
  const clock = choiceClock(log, { periodDays: null, halfLifeDays: 20 });
  const { weights } = userChoices(choiceLog(log, clock), 0);
  assert.ok(Math.abs(weights[1] - 2 ** (-15 / 20)) < 1e-12);
});
