import assert from "node:assert/strict";
import { test } from "node:test";
import { scheduleFactor } from "../../lib/training/schedules";

const at = (step: number, epoch = 0): { step: number; stepCount: number; epoch: number } => ({
  step,
  stepCount: 100,
  epoch,
});

test("a constant schedule is 1", () => {
  assert.equal(scheduleFactor({ kind: "constant" }, at(50)), 1);
});

test("a warm-up rises in a straight line and stays", () => {
  const factors = [0, 4, 9, 50].map((step) =>
    scheduleFactor({ kind: "warmUp", warmUpSteps: 10 }, at(step)),
  );
  assert.deepEqual(factors, [0.1, 0.5, 1, 1]);
});

test("a cosine is 1 after the warm-up, half-way in the middle, and ends at the last factor", () => {
  const schedule = { kind: "cosine", warmUpSteps: 20, lastFactor: 0.1 } as const;
  assert.equal(scheduleFactor(schedule, at(20)), 1);
  assert.ok(Math.abs(scheduleFactor(schedule, at(60)) - 0.55) < 1e-12);
  assert.ok(Math.abs(scheduleFactor(schedule, at(100)) - 0.1) < 1e-12);
});

test("steps multiply the rate after every so many epochs", () => {
  const schedule = { kind: "steps", everyEpochs: 2, factor: 0.5 } as const;
  assert.deepEqual(
    [0, 1, 2, 5].map((epoch) => scheduleFactor(schedule, at(0, epoch))),
    [1, 1, 0.5, 0.25],
  );
});
