import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { processRunner } from "../../lib/search/processRunner";
import { type TrialOutcome, type TrialStep } from "../../lib/search/TrialRecord";
import { type TrialSettings } from "../../lib/search/TrialSettings";

const program = path.resolve("test/support/trial.mjs");
const request = { study: "s", trial: 0, rung: 0, budget: null };

function run(
  settings: TrialSettings,
  options: Parameters<typeof processRunner>[1] = {},
  onStep: (curve: readonly TrialStep[]) => "go on" | "stop" = () => "go on",
): Promise<TrialOutcome> {
  const runner = processRunner([process.execPath, program], options);
  return runner({ ...request, settings }, { onStep });
}

test("a trial's metrics, curve and details come back from its process", async () => {
  const outcome = await run({ x: Math.PI, y: 2.275 }, { context: { purpose: "final", seed: 2 } });
  assert.equal(outcome.state, "finished");
  assert.ok(Math.abs(outcome.metrics.cost - 0.39789 - 1 / 3) < 1e-4);
  assert.ok(Number.isNaN(outcome.metrics.nothing));
  assert.deepEqual(
    outcome.curve.map(({ epoch }) => epoch),
    [1, 2, 3],
  );
  assert.deepEqual(outcome.details?.users, ["a", "b", "c", "d"]);
  assert.equal(outcome.attempts, 1);
});

test("a trial that throws, says an error or says nothing has failed with the reason", async () => {
  const reasons = { throw: /^exit code 1: [^]*a fault of the trial/, error: /^said in a line$/ };
  for (const [fault, reason] of Object.entries({ ...reasons, silent: /^no metrics/ })) {
    const { state, error, attempts } = await run({ fault });
    assert.equal(state, "failed");
    assert.match(error!, reason);
    assert.equal(attempts, 1);
  }
});

test("a killed trial is run once more", async () => {
  const { state, error, attempts } = await run({ fault: "kill" });
  assert.deepEqual([state, error, attempts], ["failed", "killed by SIGKILL", 2]);
});

test("a trial is stopped when it is pruned, late or interrupted", async () => {
  const pruned = await run({}, {}, (curve) => (curve.length === 2 ? "stop" : "go on"));
  assert.equal(pruned.state, "pruned");
  assert.equal(pruned.curve.length, 2, "steps that were on their way don't count");
  const late = await run({ fault: "hang" }, { secondsPerTrial: 0.3 });
  assert.deepEqual([late.state, late.error], ["failed", "took longer than 0.3 s"]);
  const signal = AbortSignal.timeout(100);
  const runner = processRunner([process.execPath, program]);
  const hanging = { ...request, settings: { fault: "hang" } };
  await assert.rejects(runner(hanging, { onStep: () => "go on", signal }), {
    name: "TimeoutError",
  });
});

test("a program that isn't there is a failed trial, no command an error", async () => {
  const outcome = await processRunner(["/no/such/program"])(
    { ...request, settings: {} },
    { onStep: () => "go on" },
  );
  assert.match(outcome.error!, /ENOENT/);
  assert.throws(() => processRunner([]), { message: /requires a command, got none/ });
});
