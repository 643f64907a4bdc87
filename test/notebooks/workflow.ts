import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { runNotebook, storedValues } from "../../lib/reports";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-workflow-"));
after(() => rmSync(folder, { recursive: true }));

/** The first users of MovieLens under names of columns that nobody would guess. */
const RATINGS = gunzipSync(readFileSync("data/ml-latest-small/ratings.csv.gz")).toString();
const rows = RATINGS.trim()
  .split("\n")
  .filter((row) => Number(row.split(",")[0]) <= 100);
const own = path.join(folder, "own.csv");
writeFileSync(own, ["who,what,stars,when", ...rows].join("\n"));

const shared = {
  DATA: own,
  COLUMNS: "user=who,item=what,value=stars,time=when",
  OUTPUT: path.join(folder, "files"),
  MIN_VALUE: 4,
  EPOCHS: 1,
};
const movies = path.resolve("data/ml-latest-small/movies.csv");

/** Runs a committed notebook with small parameters; gives the values it stored. */
async function stored<Value = number>(name: string, items: string): Promise<Record<string, Value>> {
  const notebook = await runNotebook(`notebooks/${name}.ipynb`, {
    output: path.join(folder, `${name}.ipynb`),
    parameters: { ...shared, ITEMS: items },
  });
  return storedValues(notebook) as Record<string, Value>;
}

test("the cleaning notebook keeps every good row of somebody's own file and finds the planted faults", async () => {
  const values = await stored<number | number[]>("1-data-cleaning", movies);
  assert.equal(values.rowsIn, rows.length);
  assert.equal(values.rowsOut, rows.length);
  assert.deepEqual(values.faultsFound, [3, 2, 1]);
});

test("the sparsity notebook counts the cells that are known", async () => {
  const items = new Set(rows.map((row) => row.split(",")[1]));
  const { density, itemGini } = await stored("2-sparsity-analysis", movies);
  assert.ok(Math.abs(density - rows.length / (100 * items.size)) < 1e-12);
  assert.ok(itemGini > 0.3 && itemGini < 0.8);
});

test("the training notebook finds forecasts of genres better than a uniform guess", async () => {
  const values = await stored("3-model-training", movies);
  for (const model of ["Popularity", "DirichletMultinomial"]) {
    assert.ok(values[`logScore ${model}`] < Math.log(19), model);
  }
  assert.ok(values["ndcg Ease"] > values["ndcg Popularity"]);
});

test("the interests notebook's intervals narrow as histories grow", async () => {
  const values = await stored("4-interest-distributions", movies);
  assert.ok(values.widthRatio < 1);
  assert.ok(values.priorWeight > 0);
  assert.ok(values.calibrationError < 0.2);
});

test("without a catalogue the interests are learned topics", async () => {
  const values = await stored("3-model-training", "");
  assert.ok(values["logScore DirichletMultinomial"] < Math.log(20));
  assert.ok((await stored("4-interest-distributions", "")).widthRatio < 1);
});
