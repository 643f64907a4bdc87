import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { notebookPython } from "../../lib/reports/notebookPython";

test("interrupting a cell stops what it started, and the kernel lives on", () => {
  const script = "test/support/interrupt_kernel.py";
  const folder = "test/fixtures/notebooks";
  const run = spawnSync(notebookPython(), [script, folder], { encoding: "utf8" });
  const lastLine = run.stdout.trim().split("\n").at(-1)!;
  const seen = JSON.parse(lastLine) as { turns: number; stopped: boolean };
  assert.equal(seen.stopped, true, run.stderr);
  assert.ok(seen.turns > 0);
});
