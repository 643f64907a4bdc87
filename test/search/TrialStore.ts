import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { type TrialRecord } from "../../lib/search/TrialRecord";
import { TrialStore } from "../../lib/search/TrialStore";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-store-"));
after(() => rmSync(root, { recursive: true }));

const record = (trial: number): TrialRecord => ({
  ...{ study: "it's", trial, rung: 0, budget: null, state: "finished" },
  settings: { x: 0.1 + 0.2, kind: "a 'b'", on: true, none: null },
  metrics: { ndcg: 1 / 3, lost: NaN },
  curve: [{ value: 2e-300, loss: NaN }],
  details: { users: ["ü", "\n"], values: [null, 1] },
  ...{ error: null, attempts: 1, seconds: 0.25 },
});

test("records come back as they were put, by study, also after the file was closed", async () => {
  const file = path.join(root, "a/trials.duckdb");
  const store = await TrialStore.open(file);
  const failed = { ...record(2), state: "failed", error: "it's\nbroken", metrics: {} } as const;
  await Promise.all([
    store.put(failed),
    store.put(record(0)),
    store.put({ ...record(1), study: "b" }),
  ]);
  assert.deepEqual(await store.records("it's"), [record(0), failed]);
  await store.close();
  const again = await TrialStore.open(file);
  assert.deepEqual(await again.records("it's"), [record(0), failed]);
  assert.deepEqual(await again.records("other"), []);
  await again.close();
});

test("what was put stays when the process ends without closing, wherever the log breaks off", async () => {
  const file = path.join(root, "b.duckdb");
  const store = await TrialStore.open(file);
  for (let trial = 0; trial < 6; trial++) await store.put(record(trial));
  // The files as a kill would leave them now: nothing is closed.
  const wal = `${file}.wal`;
  const length = statSync(wal).size;
  let counts: number[] = [];
  for (let cut = 0; cut <= 12; cut++) {
    const copy = path.join(root, `cut-${cut}.duckdb`);
    copyFileSync(file, copy);
    copyFileSync(wal, `${copy}.wal`);
    truncateSync(`${copy}.wal`, Math.floor((length * cut) / 12));
    const left = await TrialStore.open(copy);
    const records = await left.records("it's");
    assert.deepEqual(
      records,
      records.map((_, trial) => record(trial)),
    );
    counts = [...counts, records.length];
    await left.put(record(records.length));
    await left.close();
  }
  await store.close();
  assert.equal(counts.at(-1), 6);
  assert.deepEqual(counts, [...counts].sort());
});

test("a study is held to what it was begun with", async () => {
  const store = await TrialStore.open(path.join(root, "c.duckdb"));
  await store.begin("s", { seed: 1 });
  await store.begin("s", { seed: 1 });
  await assert.rejects(store.begin("s", { seed: 2 }), {
    name: "RangeError",
    message: /requires s as it was begun, \{"seed":1\}, got \{"seed":2\}/,
  });
  await store.close();
});

test("a file that is no store is refused in one line", async () => {
  const file = path.join(root, "d.duckdb");
  writeFileSync(file, "nothing of the kind".repeat(1000));
  await assert.rejects(TrialStore.open(file), {
    name: "RangeError",
    message: /^TrialStore requires a store that no other process has, got .+$/,
  });
});
