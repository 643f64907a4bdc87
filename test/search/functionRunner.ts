import assert from "node:assert/strict";
import { test } from "node:test";
import { functionRunner } from "../../lib/search/functionRunner";

const request = { study: "s", trial: 3, rung: 0, budget: 9, settings: { x: 2 } };
const goOn = { onStep: () => "go on" as const };

test("metrics and intermediate values come back; the function sees settings and budget", async () => {
  const runner = functionRunner(({ x }, { tell, budget }) => {
    tell({ value: 1 });
    return { double: 2 * Number(x), budget: budget! };
  });
  const { state, metrics, curve } = await runner(request, goOn);
  assert.deepEqual([state, metrics, curve], ["finished", { double: 4, budget: 9 }, [{ value: 1 }]]);
});

test("what it throws is a failure, a stop is a pruned trial, an interruption goes through", async () => {
  const broken = functionRunner(() => Promise.reject(new Error("broken")));
  const failed = await broken(request, goOn);
  assert.deepEqual([failed.state, failed.error], ["failed", "broken"]);
  const endless = functionRunner(async (_, { tell }) => {
    for (;;) tell({ value: await Promise.resolve(1) });
  });
  const pruned = await endless(request, {
    onStep: (curve) => (curve.length === 3 ? "stop" : "go on"),
  });
  assert.deepEqual([pruned.state, pruned.curve.length], ["pruned", 3]);
  const signal = AbortSignal.abort();
  await assert.rejects(broken(request, { ...goOn, signal }), { name: "AbortError" });
});
