import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { runNotebook, storedValues } from "../../lib/reports";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-tuning-"));
after(() => rmSync(folder, { recursive: true }));

test("the tuning notebook tells what each search bought", async () => {
  const notebook = await runNotebook("notebooks/8-tuning.ipynb", {
    output: path.join(folder, "8-tuning.ipynb"),
    parameters: {
      ...{ USER_MIN: 20, ITEM_MIN: 40, EPOCHS: 1, SEED_COUNT: 1, TRIALS: 6, NETWORK_TRIALS: 2 },
    },
  });
  const gains = storedValues(notebook);
  for (const model of ["Ease", "Ials", "Sasrec", "CnnEncoder"]) {
    assert.ok(Number.isFinite(gains[`gain ${model}`]), model);
  }
});
