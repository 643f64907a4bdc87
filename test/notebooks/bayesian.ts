import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { runNotebook, storedValues } from "../../lib/reports";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-bayesian-"));
after(() => rmSync(folder, { recursive: true }));

test("in the Bayesian notebook ten films narrow the intervals, and the right likelihood is nearer to the truth", async () => {
  const notebook = await runNotebook("notebooks/7-bayesian-interests.ipynb", {
    output: path.join(folder, "7-bayesian-interests.ipynb"),
    parameters: { SHOWN_USERS: 15, WORLD_USERS: 400, TESTED_USERS: 150 },
  });
  const values = storedValues(notebook) as Record<string, number>;
  assert.ok(values.narrowing < 0.9, String(values.narrowing));
  assert.ok(Math.abs(values.coverageLogisticNormal - 0.9) < 0.06);
  assert.ok(values.divergenceRatio < 1, String(values.divergenceRatio));
});
