import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { readInteractions, readSplit, split, splitSource } from "../../../lib/data";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-split-"));
const source = path.join(folder, "log.csv");
writeFileSync(
  source,
  "user_id,item_id,rating,timestamp,note\n" +
    Array.from({ length: 60 }, (_, r) => `u${r % 4},i${r % 7},${r % 5},${1000 + ((r * 7) % 13)},n${r}`)
      .join("\n"),
);

test("a split through files has the rows of a split in memory, and reads back as such", async () => {
  const protocol = { name: "per-user-temporal", testShare: 0.2 } as const;
  const written = await splitSource(source, protocol, path.join(folder, "parts"));
  const [back, direct] = [
    await readSplit(path.join(folder, "parts")),
    await split(await readInteractions(source), protocol),
  ];
  for (const part of ["train", "valid", "test"] as const) {
    assert.deepEqual(back[part].toColumns(), direct[part].toColumns());
  }
  assert.deepEqual(written.leaks[0].rows, direct.leaks.rows);
  assert.deepEqual(back.leaks.rows, direct.leaks.rows);
  assert.equal(back.test.users, back.train.users);
});

test("k folds go to a folder each", async () => {
  const folds = path.join(folder, "folds");
  const { leaks } = await splitSource(source, { name: "k-fold", folds: 3 }, folds, {
    ending: "parquet",
  });
  assert.deepEqual(readdirSync(folds).sort(), ["fold0", "fold1", "fold2", "split.json"]);
  assert.deepEqual(leaks.map(({ rows }) => rows.test), [20, 20, 20]);
  const first = await readSplit(path.join(folds, "fold0"));
  assert.equal(first.train.count, 40);
});

test("a bad row is an error, and nothing is written", async () => {
  const bad = path.join(folder, "bad.csv");
  writeFileSync(bad, "user,item,rating\na,b,1\na,c,x\n");
  const output = path.join(folder, "never");
  await assert.rejects(splitSource(bad, { name: "random" }, output), /at bad\.csv:3.*clean first/);
  assert.equal(existsSync(output), false);
});

test("a folder without train and test is an error that lists what is there", async () => {
  await assert.rejects(readSplit(folder), /requires the files train\.\* and test\.\*, got .*log\.csv/);
});
