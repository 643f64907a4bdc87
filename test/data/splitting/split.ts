import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import {
  Interactions,
  readInteractions,
  type Split,
  split,
  splitFolds,
  splitPerUserTemporal,
  type SplitProtocol,
} from "../../../lib/data";
import { sharedPath } from "../../support/sharedPath";

/** Rows as text, sorted, so that sets of rows can be compared. */
function rowsOf(log: Interactions): string[] {
  const { user, item, value, timestampMs } = log.toColumns();
  return user.map((id, row) => [id, item[row], value[row], timestampMs[row]].join()).sort();
}

/** Users u0..u9 with 10 rows each; the item of a row is its number, time falls with the row. */
const LOG = Interactions.fromColumns({
  user: Array.from({ length: 100 }, (_, row) => `u${row % 10}`),
  item: Array.from({ length: 100 }, (_, row) => `i${row}`),
  value: Array.from({ length: 100 }, (_, row) => 1 + (row % 5)),
  timestampMs: Array.from({ length: 100 }, (_, row) => 1000 - row),
});

test("per-user temporal takes each user's latest rows: max(1, floor(share n)) for each part", async () => {
  const parts = await splitPerUserTemporal(LOG, { testShare: 0.25, validShare: 0.1 });
  const ofFirst = (log: Interactions) => log.filter((row) => log.userIndex[row] === 0).toColumns();
  assert.deepEqual(ofFirst(parts.test).item, ["i0", "i10"]);
  assert.deepEqual(ofFirst(parts.valid).item, ["i20"]);
  assert.equal(ofFirst(parts.train).item.length, 7);
});

test("leave-one-out takes the last row, or the last two, in the log's order where times are equal", async () => {
  const log = Interactions.fromColumns({
    user: ["a", "a", "a", "a", "b"],
    item: ["1", "2", "3", "4", "1"],
    timestampMs: [5, 9, 9, 9, 1],
  });
  const two = await split(log, { name: "leave-one-out" });
  assert.deepEqual(two.test.toColumns().item, ["4"]);
  assert.deepEqual(two.valid.toColumns().item, ["3"]);
  assert.deepEqual(two.train.toColumns().user, ["a", "a", "b"], "b is too short, so stays in train");
  const one = await split(log, { name: "leave-one-out", last: 1, smallUsers: "drop" });
  assert.equal(one.valid.count, 0);
  assert.deepEqual(one.train.toColumns().item, ["1", "2", "3"]);
  assert.equal(one.leaks.droppedRows, 1);
});

test("global temporal has no test row before a training row", async () => {
  const { train, valid, test: held, leaks } = await split(LOG, { name: "global-temporal" });
  assert.deepEqual(leaks.rows, { train: 80, valid: 10, test: 10 });
  assert.ok(Math.max(...train.timestampMs!) <= Math.min(...valid.timestampMs!));
  assert.ok(Math.max(...valid.timestampMs!) <= Math.min(...held.timestampMs!));
  assert.equal(leaks.timeTravelAcrossUsers, 0);
});

test("stratified keeps the share of each value", async () => {
  const { test: held } = await split(LOG, { name: "stratified", testShare: 0.2, validShare: 0 });
  for (const value of [1, 2, 3, 4, 5]) {
    assert.equal(held.value.filter((own) => own === value).length, 4);
  }
});

test("cold users and cold items have no row in training", async () => {
  const users = await split(LOG, { name: "cold-user", testShare: 0.3, validShare: 0 });
  assert.equal(users.leaks.testUsers, 3);
  assert.equal(users.leaks.warmTestUsers, 0);
  const items = await split(LOG, { name: "cold-item", testShare: 0.3 });
  assert.equal(items.leaks.testItems, 30);
  assert.equal(items.leaks.warmTestItems, 0);
});

test("every row is tested in exactly one of k folds, whose sizes differ by one at most", async () => {
  const folds = await splitFolds(LOG, { name: "k-fold", folds: 7 });
  assert.deepEqual(folds.flatMap((fold) => rowsOf(fold.test)).sort(), rowsOf(LOG));
  const sizes = folds.map((fold) => fold.test.count);
  assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
});

test("the same seed gives the same rows, another seed others", async () => {
  const draw = async (seed: number) => rowsOf((await split(LOG, { name: "random", seed })).test);
  assert.deepEqual(await draw(1), await draw(1));
  assert.notDeepEqual(await draw(1), await draw(2));
});

test("random is cut by md5(seed:row), which other programs can repeat", async () => {
  // python3 -c "import hashlib as h; k = lambda r: int.from_bytes(h.md5(f'7:{r}'.encode())
  //   .digest()[8:], 'little'); print(sorted(sorted(range(100), key=k)[-5:]))" (Python 3.11)
  const expected = ["i24", "i40", "i55", "i82", "i91"];
  const { test: held } = await split(LOG, { name: "random", seed: 7, testShare: 0.05 });
  assert.deepEqual(held.toColumns().item, expected);
});

test("warmItemsOnly leaves out rows of items that training lacks, and says how many", async () => {
  const parts = await splitPerUserTemporal(LOG, { warmItemsOnly: true });
  assert.equal(parts.test.count, 0);
  assert.equal(parts.leaks.droppedRows, 20);
  assert.deepEqual(parts.leaks.warnings, ["no row is left for testing"]);
});

test("duplicates across parts are counted as leaks, repeats with another value are not", async () => {
  const log = Interactions.fromColumns({
    user: ["a", "a", "a", "b", "b"],
    item: ["x", "y", "x", "x", "x"],
    value: [1, 1, 1, 1, 2],
    timestampMs: [1, 1, 1, 1, 2],
  });
  const { leaks } = await split(log, { name: "leave-one-out", last: 1 });
  assert.equal(leaks.repeatedPairs, 2);
  assert.equal(leaks.leakedRows, 1);
  assert.match(leaks.warnings[0], /^1 test rows stand in train too/);
});

test("an unknown protocol, a foreign setting and shares that leave nothing are errors", async () => {
  await assert.rejects(split(LOG, { name: "magic" } as unknown as SplitProtocol), {
    name: "RangeError",
    message:
      "split requires a protocol of random, per-user-random, stratified, global-temporal, " +
      'per-user-temporal, leave-one-out, k-fold, cold-user, cold-item, got "magic"',
  });
  const foreign = { name: "random", folds: 3 } as unknown as SplitProtocol;
  await assert.rejects(split(LOG, foreign), /split requires valid settings, got unknown key random\.folds/);
  await assert.rejects(split(LOG, { name: "random", testShare: 0.5, validShare: 0.5 }), {
    message: "split requires testShare + validShare below 1, got 0.5 + 0.5",
  });
  const untimed = Interactions.fromColumns({ user: ["a"], item: ["b"] });
  await assert.rejects(split(untimed, { name: "global-temporal" }), {
    message: "split requires time stamps for global-temporal, got a log without",
  });
});

const PROTOCOLS: readonly SplitProtocol[] = [
  { name: "random" },
  { name: "per-user-random", minTrain: 2 },
  { name: "stratified", by: "item" },
  { name: "global-temporal", validShare: 0 },
  { name: "per-user-temporal", testShare: 0.3 },
  { name: "leave-one-out" },
  { name: "cold-user" },
  { name: "cold-item" },
];

test("every row is in exactly one part, and no user's test is older than the train of a temporal split", async () => {
  const row = fc.record({ user: fc.nat(4), item: fc.nat(6), value: fc.nat(3), time: fc.nat(5) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(...PROTOCOLS),
      async (rows, protocol) => {
        const log = Interactions.fromColumns({
          user: rows.map((r) => r.user),
          item: rows.map((r) => r.item),
          value: rows.map((r) => r.value),
          timestampMs: rows.map((r) => r.time),
        });
        const { train, valid, test: held, leaks } = await split(log, protocol);
        const all = [train, valid, held].flatMap(rowsOf).sort();
        assert.deepEqual(all, rowsOf(log));
        assert.equal(leaks.rows.train + leaks.rows.valid + leaks.rows.test, log.count);
        if (/temporal|leave/.test(protocol.name)) assert.equal(leaks.timeTravelWithinUser, 0);
        assert.equal(train.users, log.users);
      },
    ),
    { numRuns: 24, seed: 4 },
  );
});

const REFERENCE = sharedPath("reference/ml-latest-small-peruser-temporal");

test("the per-user temporal split of MovieLens has the reference's counts and rows", async (t) => {
  const log = await readInteractions(path.resolve("data/ml-latest-small"));
  const liked = log.filter((row) => log.value[row] >= 4);
  const parts: Split = await splitPerUserTemporal(liked, {
    minTrain: 5,
    smallUsers: "drop",
    warmItemsOnly: true,
  });
  // pandas: sort_values(["userId", "timestamp", "movieId"], kind="stable"), per-user cut by
  // max(1, floor(.1 n)), users with fewer than 5 left dropped, cold items dropped.
  assert.deepEqual(parts.leaks.rows, { train: 41_729, valid: 4_417, test: 4_377 });
  assert.equal(parts.leaks.warmTestUsers, 645);
  if (REFERENCE === null) {
    t.diagnostic("its rows were not compared: no ../shared/reference");
    return;
  }
  for (const part of ["train", "valid", "test"] as const) {
    const reference = await readInteractions(path.join(REFERENCE, `${part}.tsv.gz`));
    assert.deepEqual(rowsOf(parts[part]), rowsOf(reference));
  }
});

test("random, per-user random and leave-one-out splits of MovieLens take the rows that pandas takes", async () => {
  const read = await readInteractions(path.resolve("data/ml-latest-small"));
  const { user, item, timestampMs } = read.toColumns() as Record<string, number[]>;
  const log = Interactions.fromColumns({ user, item, timestampMs, value: item.map((_, row) => row) });
  // Python 3.11, pandas 2.3.3, r = read_csv("ratings.csv.gz"), r.row = range(len(r)), r.key = the
  // lower 8 bytes, little-endian, of md5(f"7:{row}"). Random: the last 10,000 by ["key", "row"] and
  // the 10,000 before. Per user: sort_values(["userId", "key", "row"]), the last m = max(1, int(.1 n))
  // and the m before. Leave-one-out: sort_values(["userId", "timestamp"], kind="stable"), tail(1) and
  // nth(-2). Given are len and row.sum() of test and validation.
  const shares = { testShare: 0.1, validShare: 0.1, seed: 7 };
  const expected: readonly (readonly [SplitProtocol, readonly number[]])[] = [
    [{ name: "random", ...shares }, [10_000, 503_756_606, 10_000, 498_030_165]],
    [{ name: "per-user-random", ...shares }, [9_722, 486_450_614, 9_722, 486_447_995]],
    [{ name: "leave-one-out" }, [671, 32_470_726, 671, 32_467_928]],
  ];
  for (const [protocol, numbers] of expected) {
    const parts = await split(log, protocol);
    const sum = (part: Interactions) => part.value.reduce((all, row) => all + row, 0);
    const { valid, test: held } = parts;
    assert.deepEqual([held.count, sum(held), valid.count, sum(valid)], numbers, protocol.name);
  }
});

const BEAUTY = sharedPath("reference/beauty-loo/beauty-loo.tsv.gz");

test("leave-one-out of Beauty has the reference's rows in each part", {
  skip: BEAUTY === null ? "no ../shared/reference/beauty-loo" : false,
}, async () => {
  const log = await readInteractions(sharedPath("data/beauty/Beauty.txt.gz")!);
  const parts = await split(log, { name: "leave-one-out", last: 2 });
  const reference = await readInteractions(BEAUTY!, { columns: { kind: "part" } });
  const pairs = (rows: Interactions) => {
    const { user, item } = rows.toColumns();
    return user.map((id, row) => `${id} ${item[row]}`).sort();
  };
  for (const part of ["train", "valid", "test"] as const) {
    const kind = reference.kinds.indexOf(part);
    const own = reference.filter((row) => reference.kindIndex[row] === kind);
    assert.deepEqual(pairs(parts[part]), pairs(own), part);
  }
});

test("the leak check covers validation against training, and test against validation", async () => {
  const log = Interactions.fromColumns({
    user: ["a", "a", "a", "a", "b", "b", "b"],
    item: ["x", "y", "x", "x", "x", "y", "z"],
    value: [1, 1, 1, 1, 1, 1, 1],
    timestampMs: [1, 1, 1, 1, 1, 2, 3],
  });
  const { leaks } = await split(log, { name: "leave-one-out" });
  assert.deepEqual(leaks.rows, { train: 3, valid: 2, test: 2 });
  assert.deepEqual(leaks.valid, {
    leakedRows: 1,
    repeatedPairs: 1,
    timeTravelWithinUser: 0,
    timeTravelAcrossUsers: 0,
    validUsers: 2,
    warmValidUsers: 2,
    validItems: 2,
    warmValidItems: 2,
  });
  assert.equal(leaks.testAgainstValid!.leakedRows, 1);
  assert.ok(leaks.warnings.includes("1 validation rows stand in train too: clean first"));
  assert.ok(leaks.warnings.includes("1 test rows stand in validation too: clean first"));
  const backwards = await split(LOG, { name: "random", seed: 2 });
  const { valid, train, leaks: found } = backwards;
  const newest = Math.max(...train.timestampMs!);
  const older = valid.timestampMs!.filter((time) => time < newest).length;
  assert.equal(found.valid!.timeTravelAcrossUsers, older);
  assert.ok(older > 0);
  const without = await split(log, { name: "leave-one-out", last: 1 });
  assert.deepEqual([without.leaks.valid, without.leaks.testAgainstValid], [null, null]);
});
