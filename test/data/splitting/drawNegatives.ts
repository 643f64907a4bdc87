import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import {
  Interactions,
  readInteractions,
  readSplit,
  split,
  splitFolds,
  splitSource,
} from "../../../lib/data";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-negatives-"));

/** Six users who each have 5 of 40 items. */
const ROWS = Array.from({ length: 30 }, (_, row) => ({
  user: `u${row % 6}`,
  item: `i${(row * 7) % 40}`,
  time: row,
}));
const LOG = Interactions.fromColumns({
  user: ROWS.map(({ user }) => user),
  item: ROWS.map(({ item }) => item),
  timestampMs: ROWS.map(({ time }) => time),
});

/** Each user's candidates. */
function byUser(negatives: Interactions): Map<string, string[]> {
  const { user, item } = negatives.toColumns() as Record<string, string[]>;
  const found = new Map<string, string[]>();
  user.forEach((id, row) => found.set(id, [...(found.get(id) ?? []), item[row]]));
  return found;
}

test("each test user has as many different candidates as asked, none an item of the user", async () => {
  const { negatives, test: held } = await split(LOG, {
    name: "leave-one-out",
    negatives: { count: 8 },
  });
  const candidates = byUser(negatives!);
  assert.deepEqual([...candidates.keys()].sort(), [...new Set(held.toColumns().user)].sort());
  for (const [user, items] of candidates) {
    assert.equal(new Set(items).size, 8);
    const own = ROWS.filter((row) => row.user === user).map(({ item }) => item);
    assert.ok(items.every((item) => !own.includes(item)));
  }
  assert.equal(negatives!.items, LOG.items);
});

test("the same seed gives the same candidates, another seed others, without moving a row", async () => {
  const draw = async (seed: number) =>
    split(LOG, { name: "random", seed: 5, negatives: { count: 4, seed } });
  const [first, again, other] = [await draw(1), await draw(1), await draw(2)];
  assert.deepEqual(first.negatives!.toColumns(), again.negatives!.toColumns());
  assert.notDeepEqual(first.negatives!.toColumns(), other.negatives!.toColumns());
  assert.deepEqual(first.test.toColumns(), other.test.toColumns());
});

test("a user who lacks fewer items than asked gets all of them", async () => {
  const { negatives } = await split(LOG, { name: "leave-one-out", negatives: { count: 99 } });
  const pool = new Set(ROWS.map(({ item }) => item));
  for (const [user, items] of byUser(negatives!)) {
    const own = ROWS.filter((row) => row.user === user).map(({ item }) => item);
    assert.deepEqual(items.sort(), [...pool].filter((item) => !own.includes(item)).sort());
  }
});

test("all items are equally likely", async () => {
  // 400 users who have item 0 first, and then one of 50 others, which is the test part.
  const users = Array.from({ length: 400 }, (_, user) => [user, user]).flat();
  const log = Interactions.fromColumns({
    user: users,
    item: users.map((user, row) => (row % 2 === 0 ? 0 : 1 + (user % 50))),
  });
  const { negatives } = await split(log, {
    name: "leave-one-out",
    last: 1,
    negatives: { count: 10, seed: 3 },
  });
  const counts = new Int32Array(log.items.size);
  for (const item of negatives!.itemIndex) counts[item]++;
  assert.equal(counts[log.items.indexOf("0")], 0, "an item that everybody has is nobody's candidate");
  // 4,000 draws over 50 items: 80 each, a standard deviation of about 8.
  for (const count of counts.filter((_, item) => item !== log.items.indexOf("0"))) {
    assert.ok(Math.abs(count - 80) < 5 * 8, String(count));
  }
});

test("by popularity, items are drawn in proportion to their rows", async () => {
  // User n has item n alone for test, after an item of everybody's own; "a" has 60 rows more, "b" 30.
  const fans = (item: string, count: number) =>
    Array.from({ length: count }, (_, fan) => ({ user: `${item}${fan}`, item }));
  const own = Array.from({ length: 900 }, (_, user) => [
    { user: `u${user}`, item: "first" },
    { user: `u${user}`, item: "last" },
  ]).flat();
  const rows = [...fans("a", 60), ...fans("b", 30), ...fans("c", 10), ...own];
  const log = Interactions.fromColumns({
    user: rows.map(({ user }) => user),
    item: rows.map(({ item }) => item),
  });
  const draw = (count: number) =>
    split(log, {
      name: "leave-one-out",
      last: 1,
      minTrain: 1,
      negatives: { count, by: "popularity", seed: 3 },
    });
  const { negatives } = await draw(1);
  const counts = new Map<string, number>();
  for (const item of negatives!.toColumns().item) counts.set(String(item), (counts.get(String(item)) ?? 0) + 1);
  // 900 draws of shares 0.6, 0.3 and 0.1: standard deviations of 15, 14 and 9.
  assert.equal(negatives!.count, 900);
  for (const [item, share] of Object.entries({ a: 0.6, b: 0.3, c: 0.1 })) {
    assert.ok(Math.abs(counts.get(item)! - 900 * share) < 5 * 15, `${item} ${counts.get(item)}`);
  }
  // Of two without putting back, c is among them with 0.1 + 0.6 * 0.1/0.4 + 0.3 * 0.1/0.7 = 0.2929.
  const pairs = byUser((await draw(2)).negatives!);
  const withC = [...pairs.values()].filter((items) => items.includes("c")).length;
  assert.ok([...pairs.values()].every((items) => new Set(items).size === 2));
  assert.ok(Math.abs(withC - 900 * 0.2929) < 5 * 14, String(withC));
  for (const items of byUser((await draw(9)).negatives!).values()) {
    assert.deepEqual(items.sort(), ["a", "b", "c"]);
  }
});

test("negatives beside an exported split are those of a split in memory, and read back", async () => {
  const source = path.join(folder, "log.csv");
  const lines = ROWS.map(({ user, item, time }) => `${item},${user},${time}`);
  writeFileSync(source, `what,who,timestamp\n${lines.join("\n")}\n`);
  const columns = { user: "who", item: "what" };
  const protocol = { name: "per-user-temporal", negatives: { count: 3, seed: 9 } } as const;
  for (const ending of ["csv", "parquet"]) {
    const parts = path.join(folder, ending);
    await splitSource(source, protocol, parts, { columns, ending });
    assert.ok(readdirSync(parts).includes(`negatives.${ending}`));
    const back = await readSplit(parts, { columns });
    const direct = await split(await readInteractions(source, { columns }), protocol);
    assert.deepEqual(back.negatives!.toColumns(), direct.negatives!.toColumns());
    assert.equal(back.negatives!.users, back.train.users);
  }
  assert.match(readFileSync(path.join(folder, "csv", "negatives.csv"), "utf8"), /^what,who\ni/);
});

test("each fold has its own test users' candidates", async () => {
  const folds = await splitFolds(LOG, { name: "k-fold", folds: 3, negatives: { count: 2 } });
  for (const { negatives, test: held } of folds) {
    assert.deepEqual(
      [...byUser(negatives!).keys()].sort(),
      [...new Set(held.toColumns().user)].sort(),
    );
  }
});

test("a negative that is its user's own item, or of nobody known, is an error with its file", async () => {
  const parts = path.join(folder, "foreign");
  const source = path.join(folder, "log.csv");
  const columns = { user: "who", item: "what" };
  await splitSource(source, { name: "random", seed: 1 }, parts, { columns });
  assert.equal((await readSplit(parts, { columns })).negatives, null);
  for (const row of ["i0,u0", "i1,nobody"]) {
    writeFileSync(path.join(parts, "negatives.csv"), `what,who\n${row}\n`);
    await assert.rejects(readSplit(parts, { columns }), /aren't their user's own, got .*negatives\.csv/);
  }
});

test("a count below 1 is an error", async () => {
  await assert.rejects(split(LOG, { name: "random", negatives: { count: 0 } }), {
    message: /split requires valid settings, got random\.negatives\.count/,
  });
});
