import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { interruptSignal } from "../../lib/figures/interruptSignal";

test("an interrupt fires the signal once; the next signal is a fresh one", async () => {
  const signal = interruptSignal();
  assert.equal(interruptSignal(), signal);
  await turn();
  const aborted = once(signal, "abort");
  process.emit("SIGINT");
  await aborted;
  assert.equal((signal.reason as Error).name, "AbortError");
  assert.equal(process.listenerCount("SIGINT"), 0);
  assert.equal(interruptSignal().aborted, false);
});
