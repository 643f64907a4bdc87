import assert from "node:assert/strict";
import { test } from "node:test";
import { type AshaTrial, nextAshaJob } from "../../lib/search/nextAshaJob";

const options = { rungCount: 3, reduction: 2 };
const trials = (...values: (number | null)[][]) => values.map((v): AshaTrial => ({ values: v }));

test("a free worker starts a new trial while nothing can be promoted", () => {
  assert.deepEqual(nextAshaJob([], options), { trialIndex: null, rung: 0 });
  assert.deepEqual(nextAshaJob(trials([1], [null]), options), { trialIndex: null, rung: 0 });
});

test("the best half of a rung goes on, without waiting for those that run", () => {
  const job = nextAshaJob(trials([2], [1], [null]), options);
  assert.deepEqual(job, { trialIndex: 1, rung: 1 });
});

test("a trial is promoted once, and the higher rung first", () => {
  assert.deepEqual(nextAshaJob(trials([2], [1, null]), options), { trialIndex: null, rung: 0 });
  const both = trials([1, 5], [2, 4], [3], [4], [2.5], [9]);
  assert.deepEqual(nextAshaJob(both, options), { trialIndex: 1, rung: 2 });
});

test("16 trials done one after another leave 8, 4 and 2 on the rungs above", () => {
  const state: number[][] = [];
  for (;;) {
    const { trialIndex, rung } = nextAshaJob(trials(...state), { rungCount: 4, reduction: 2 });
    if (trialIndex === null && state.length === 16) break;
    // The trial's own number is its value on every rung.
    if (trialIndex === null) state.push([-state.length]);
    else state[trialIndex].push(-trialIndex);
    assert.equal((trialIndex === null ? state.at(-1)! : state[trialIndex]).length, rung + 1);
  }
  // Each trial is better than all before it, so that ASHA is wrong often, but no more than this:
  const reached = [1, 2, 3].map((rung) => state.filter((values) => values.length > rung).length);
  assert.ok(reached[0] >= 8 && reached[0] <= 15, `${reached}`);
  assert.ok(reached[1] >= 4 && reached[2] >= 2, `${reached}`);
});

test("options out of range are refused", () => {
  assert.throws(() => nextAshaJob([], { rungCount: 0 }), { message: /rungCount of at least 1/ });
  assert.throws(() => nextAshaJob([], { rungCount: 1, reduction: 1.5 }), { message: /got 1.5/ });
});
