import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { runNotebook, storedValues } from "../../lib/reports";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-evaluation-"));
after(() => rmSync(folder, { recursive: true }));

const RATINGS = gunzipSync(readFileSync("data/ml-latest-small/ratings.csv.gz")).toString();

test("in the evaluation notebook sampled ranking flatters, and the Bayes-optimal estimate is nearest to the truth", async () => {
  const ratings = path.join(folder, "ratings.csv");
  const rows = RATINGS.trim().split("\n");
  const first = rows.filter((row) => Number(row.split(",")[0]) <= 100);
  writeFileSync(ratings, [rows[0], ...first].join("\n"));
  const notebook = await runNotebook("notebooks/5-evaluation.ipynb", {
    output: path.join(folder, "5-evaluation.ipynb"),
    parameters: { RATINGS: ratings, USERS: 200, ITEMS: 150 },
  });
  const values = storedValues(notebook) as Record<string, number> & { modelJs: number[] };
  assert.ok(values.sampledOverFull > 1);
  assert.ok(values.modelJs.every((js) => js > values.optimalJs));
  // 200 x 8 intervals of level 0.9 under the simulator's own posterior.
  assert.ok(Math.abs(values.coverage - 0.9) < 0.03, String(values.coverage));
  assert.ok(values.calibrationError < 0.3);
});
