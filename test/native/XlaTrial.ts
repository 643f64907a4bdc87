import assert from "node:assert/strict";
import { test } from "node:test";
import { XlaTrial } from "../../lib/native/XlaTrial";

test("the graph with XLA runs once a step has five times without it", () => {
  const trial = new XlaTrial();
  for (let run = 0; run < 4; run++) {
    assert.equal(trial.note("a", 3, false), false);
    assert.equal(trial.note("b", 1, false), false);
  }
  assert.equal(trial.note("a", 2, false), true);
});

test("the fastest runs of the step that was first decide, slow first ones and other steps don't", () => {
  const trial = new XlaTrial();
  for (let run = 0; run < 5; run++) trial.note("a", 4 - run / 2, false);
  assert.equal(trial.note("b", 0.1, true), true);
  for (const ms of [900, 3, 2.5, 2.25]) assert.equal(trial.note("a", ms, true), true);
  assert.deepEqual(trial.note("a", 5, true), { step: "a", plainMs: 2, xlaMs: 2.25 });
});
