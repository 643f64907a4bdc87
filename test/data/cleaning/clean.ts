import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import {
  clean,
  type CleaningRules,
  Interactions,
  readInteractions,
  unscaleValues,
} from "../../../lib/data";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-clean-"));

function file(name: string, content: string): string {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
}

/** Rows `user item value time` as a log. */
function log(...rows: string[]): Interactions {
  const cells = rows.map((row) => row.split(" "));
  return Interactions.fromColumns({
    user: cells.map((row) => row[0]),
    item: cells.map((row) => row[1]),
    value: cells.map((row) => Number(row[2])),
    timestampMs: cells.map((row) => Number(row[3] ?? 0)),
  });
}

/** A cleaned log as rows `user item value`. */
async function cleaned(source: Interactions, rules: CleaningRules): Promise<string[]> {
  const { interactions } = await clean(source, rules);
  const { user, item, value } = interactions!.toColumns();
  return user.map((id, row) => `${id} ${item[row]} ${value[row]}`);
}

test("without rules, duplicates and rows without a value go, and the file is else unchanged", async () => {
  const source = file(
    "shop.csv",
    "when,customer,product,quantity,note\n" +
      "1500000000,007,a,3,first\n" +
      "1500000000,007,a,3,first\n" +
      "1500000000,007,a,3,\"second, other\"\n" +
      "1500000001,8,b,,\n" +
      "1500000002,,c,1,\n" +
      "1500000003,9,c,x,\n" +
      "1500000004,9\n" +
      "1500000005,9,d,10,\n",
  );
  const output = path.join(folder, "shop-clean.csv");
  const columns = { time: "when" };
  const { audit, interactions } = await clean(source, undefined, { columns, output });
  assert.equal(interactions, null);
  assert.equal(
    readFileSync(output, "utf8"),
    "when,customer,product,quantity,note\n" +
      "1500000000,007,a,3,first\n" +
      '1500000000,007,a,3,"second, other"\n' +
      "1500000005,9,d,10,\n",
  );
  assert.deepEqual([audit.rowsIn, audit.removed, audit.changed, audit.rowsOut], [8, 5, 0, 3]);
  const removed = audit.lines.filter((line) => line.removed > 0);
  assert.deepEqual(
    removed.map(({ rule, examples }) => [rule, examples[0].line]),
    [
      ["malformed rows", 8],
      ["no user", 6],
      ["a value that is no number", 7],
      ["duplicates", 3],
      ["missing value", 5],
    ],
  );
  assert.equal(
    removed[2].examples[0].shown,
    "a value that is no number, column quantity: x",
  );
});

test("the audit is a table and JSON, and its total balances", async () => {
  const { audit } = await clean(log("a x 1", "a x 1", "b y 2"), { duplicates: true });
  const table = audit.toColumns();
  assert.equal(table.rule.at(-1), "total");
  assert.deepEqual([table["rows in"].at(-1), table.removed.at(-1), table["rows out"].at(-1)], [3, 1, 2]);
  const json = JSON.parse(JSON.stringify(audit)) as { lines: { rule: string }[] };
  assert.equal(json.lines.at(-1)?.rule, "duplicates");
});

test("impossible times are removed", async () => {
  const rows = await cleaned(log("a x 1 5", "a y 1 -5", "a z 1 9000000000000"), {
    times: { earliest: "1970-01-01", latest: "2100-01-01" },
  });
  assert.deepEqual(rows, ["a x 1"]);
});

test("missing values are filled by a constant, or the mean or median of all, a user or an item", async () => {
  const source = log("a x 1", "a y 2", "a z 6", "a w NaN", "b w 10", "c w NaN");
  const filled = async (value: NonNullable<CleaningRules["missing"]>["value"]) =>
    (await cleaned(source, { missing: { value } })).filter((_, row) => row === 3 || row === 5);
  assert.deepEqual(await filled({ constant: 0 }), ["a w 0", "c w 0"]);
  assert.deepEqual(await filled("mean"), ["a w 4.75", "c w 4.75"]);
  assert.deepEqual(await filled("median"), ["a w 4", "c w 4"]);
  assert.deepEqual(await filled("user-mean"), ["a w 3", "c w 4.75"], "c has no value of its own");
  assert.deepEqual(await filled("user-median"), ["a w 2", "c w 4"]);
  assert.deepEqual(await filled("item-mean"), ["a w 10", "c w 10"]);
});

test("repeats are merged to the first, last, mean, sum or maximum, by time and then by row", async () => {
  const source = log("a x 1 30", "b x 7 1", "a x 5 10", "a x 3 30");
  const kept = async (keep: NonNullable<CleaningRules["repeats"]>["keep"]) =>
    (await cleaned(source, { repeats: { keep } })).find((row) => row.startsWith("a"));
  assert.equal(await kept("first"), "a x 5");
  assert.equal(await kept("last"), "a x 3");
  assert.equal(await kept("mean"), "a x 3");
  assert.equal(await kept("sum"), "a x 9");
  assert.equal(await kept("max"), "a x 5");
});

test("the same pair of two kinds is no repeat", async () => {
  const source = Interactions.fromColumns({
    user: ["a", "a", "a"],
    item: ["x", "x", "x"],
    kind: ["view", "buy", "view"],
  });
  const { interactions } = await clean(source, { repeats: { keep: "last" } });
  assert.deepEqual(interactions!.toColumns().kind, ["buy", "view"]);
});

test("outliers by four methods have the bounds of NumPy, and are dropped, clipped or flagged", async () => {
  // numpy 2.4: v = [1, 2, 3, 4, 100]; q1, q3 = np.quantile(v, [.25, .75]) -> 2, 4, bounds -1, 7;
  // v.mean() -+ 1.5 * v.std(ddof=1) -> -43.43, 87.4265; median 3, MAD 1, 3 -+ 3.5 * 1.4826 -> 8.1891;
  // np.quantile(v, [.1, .9]) -> 1.4, 61.6
  const source = log("a p 1", "a q 2", "b p 3", "b q 4", "c p 100");
  const bounds = async (rule: Omit<NonNullable<CleaningRules["valueOutliers"]>, "action">) =>
    (await clean(source, { valueOutliers: { ...rule, action: "flag" } })).learned.valueOutliers!
      .overall;
  assert.deepEqual(await bounds({ method: "iqr" }), [-1, 7]);
  assert.ok(Math.abs((await bounds({ method: "zscore", threshold: 1.5 }))[1] - 87.4265) < 1e-3);
  assert.ok(Math.abs((await bounds({ method: "mad" }))[1] - 8.1891) < 1e-9);
  const [low, high] = await bounds({ method: "percentile", lower: 0.1, upper: 0.9 });
  assert.ok(Math.abs(low - 1.4) < 1e-12 && Math.abs(high - 61.6) < 1e-9);
  const rule = { method: "iqr" } as const;
  assert.equal((await cleaned(source, { valueOutliers: { ...rule, action: "drop" } })).length, 4);
  const clipped = await cleaned(source, { valueOutliers: { ...rule, action: "clip" } });
  assert.equal(clipped[4], "c p 7");
  const flagged = await clean(source, { valueOutliers: { ...rule, action: "flag" } });
  assert.deepEqual([...flagged.flaggedRows], [4]);
  assert.equal(flagged.audit.rowsOut, 5);
});

test("users with impossibly many rows, in all or on one day, are removed", async () => {
  const day = 86_400_000;
  const rows = ["a", "b", "c", "d", "e"].flatMap((user, u) =>
    Array.from({ length: u === 4 ? 40 : 4 + u }, (_, i) => `${user} i${i} 1 ${i * day}`),
  );
  const users = async (rule: CleaningRules["activityOutliers"]) =>
    [...new Set((await cleaned(log(...rows), { activityOutliers: rule })).map((row) => row[0]))].join("");
  assert.equal(await users({ of: "user", method: "iqr", action: "drop" }), "abcd");
  assert.equal(await users({ of: "user", max: 5, action: "drop" }), "ab");
  const perDay = { of: "user", measure: "rowsPerDay", max: 1, action: "drop" } as const;
  assert.equal(await users(perDay), "abcde", "one row a day is possible");
});

test("the threshold leaves rows at or above it, with value 1", async () => {
  assert.deepEqual(await cleaned(log("a x 3", "a y 4", "a z 5"), { threshold: { min: 4 } }), [
    "a y 1",
    "a z 1",
  ]);
});

test("the k-core is what is left when no user and no item has too few rows", async () => {
  const row = fc.record({ user: fc.nat(7), item: fc.nat(7) });
  const sizes = fc.record({ users: fc.integer({ min: 1, max: 4 }), items: fc.integer({ min: 1, max: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), sizes, async (rows, kCore) => {
      let left = rows.map(({ user, item }) => `u${user} i${item} 1`);
      for (let before = -1; before !== left.length; ) {
        before = left.length;
        for (const [place, least] of [[0, kCore.users] as const, [1, kCore.items] as const]) {
          const counts = new Map<string, number>();
          for (const own of left) {
            const id = own.split(" ")[place];
            counts.set(id, (counts.get(id) ?? 0) + 1);
          }
          left = left.filter((own) => counts.get(own.split(" ")[place])! >= least);
        }
      }
      const source = log(...rows.map(({ user, item }) => `u${user} i${item} 1`));
      assert.deepEqual(await cleaned(source, { kCore }), left);
    }),
    { numRuns: 12, seed: 4 },
  );
});

test("scaling has the moments it promises, is learned on train, applied to test, and inverted", async () => {
  const train = log("a x 1", "a y 5", "b x 2", "b y 2");
  const test_ = log("a x 3", "c y 4");
  const values = (rows: string[]) => rows.map((row) => Number(row.split(" ")[2]));
  assert.deepEqual(values(await cleaned(train, { normalise: { method: "min-max" } })), [0, 1, 0.25, 0.25]);
  // numpy: (v - v.mean()) / v.std() for v = [1, 5] -> -1, 1; a constant user stays at 0.
  const rules: CleaningRules = { normalise: { method: "log1p" }, standardise: { by: "user" } };
  const fitted = await clean(train, rules);
  assert.deepEqual(
    Array.from(fitted.interactions!.value, (value) => Math.round(value * 1e9) / 1e9),
    [-1, 1, 0, 0],
  );
  const applied = await clean(test_, rules, { learned: fitted.learned });
  const shift = (Math.log(2) + Math.log(6)) / 2;
  const scale = (Math.log(6) - Math.log(2)) / 2;
  assert.ok(Math.abs(applied.interactions!.value[0] - (Math.log(4) - shift) / scale) < 1e-12);
  for (const [before, after] of [[train, fitted], [test_, applied]] as const) {
    const back = unscaleValues(after.interactions!, rules, fitted.learned);
    before.value.forEach((value, row) => assert.ok(Math.abs(back.value[row] - value) < 1e-12));
  }
});

test("rules that are unknown or need a missing column are errors, and no file is left", async () => {
  const source = file("plain.csv", "user,item\na,b\n");
  const output = path.join(folder, "never.csv");
  const wrong = { duplicate: true } as unknown as CleaningRules;
  await assert.rejects(clean(source, wrong, { output }), {
    name: "RangeError",
    message: "clean requires valid rules, got unknown key duplicate; did you mean duplicates?",
  });
  await assert.rejects(clean(source, { threshold: { min: 4 } }, { output }), {
    message: "clean requires a column of values for threshold, got a log without",
  });
  await assert.rejects(clean(source, {}, { output: path.join(folder, "a.xlsx") }), /got .*a\.xlsx/);
  assert.equal(existsSync(output), false);
});

for (const ending of ["csv", "tsv", "inter", "jsonl", "parquet", "csv.gz", "jsonl.gz"]) {
  test(`a log written as .${ending} is read back identical`, async () => {
    const source = Interactions.fromColumns({
      user: ["u,1", "u 2", "ü\"3", "007"],
      item: ["a", "b\tc", "a", "'d'"],
      kind: ["view", "buy", "view", "view"],
      value: [1.5, -2, 1e-7, 3],
      timestampMs: [1_500_000_000_123, 1_500_000_000_000, 1_400_000_000_000, 1_500_000_000_000],
    });
    const output = path.join(folder, `round.${ending}`);
    await clean(source, {}, { output });
    const columns = { user: "user", item: "item", value: "value", time: "timestamp" };
    const back = await readInteractions(output, ending === "inter" ? {} : { columns });
    assert.deepEqual(back.toColumns(), source.toColumns());
  });
}

test("in every cleaning, rows in = rows out + rows removed, and the audit has each rule", async () => {
  const row = fc.record({
    user: fc.constantFrom("a", "b", "c", ""),
    item: fc.constantFrom("x", "y", "z"),
    value: fc.constantFrom("1", "2.5", "", "oops", "1e9"),
    time: fc.constantFrom("100", "", "99999999999", "never"),
  });
  const rules: CleaningRules = {
    times: { latest: "2020-01-01" },
    duplicates: true,
    missing: { value: "user-mean", time: "drop" },
    repeats: { keep: "mean" },
    valueOutliers: { method: "iqr", by: "item", action: "clip" },
    activityOutliers: { of: "item", method: "mad", action: "drop" },
    kCore: { users: 2 },
    standardise: {},
  };
  const some = fc.subarray(Object.keys(rules) as (keyof CleaningRules)[]);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), some, async (rows, names) => {
      const lines = rows.map((own) => [own.user, own.item, own.value, own.time].join(","));
      const source = file("random.csv", `user,item,value,time\n${lines.join("\n")}\n`);
      const chosen = Object.fromEntries(names.map((name) => [name, rules[name]]));
      const attempt = clean(source, chosen).catch((error: unknown) => error as Error);
      const result = await attempt;
      if (result instanceof Error) {
        assert.match(result.message, /requires values to learn/);
        return;
      }
      const { audit, interactions } = result;
      assert.equal(audit.rowsIn, rows.length);
      assert.equal(audit.rowsIn, audit.rowsOut + audit.removed);
      assert.equal(interactions!.count, audit.rowsOut);
    }),
    { numRuns: 30, seed: 4 },
  );
});

test("values are multiplied by the weights of their kinds, a line of the audit for each", async () => {
  const source = file(
    "kinds.csv",
    "user,item,event,amount\na,x,view,2\na,y,purchase,3\nb,x,purchase,\nb,y,like,4\n",
  );
  const columns = { kind: "event", value: "amount" };
  const rules = { kindWeights: { view: 1, purchase: 5, like: 1 } };
  const { audit, interactions } = await clean(source, rules, { columns });
  assert.deepEqual([...interactions!.value], [2, 15, NaN, 4]);
  assert.deepEqual(
    audit.lines.slice(-3).map(({ setting, changed }) => [setting, changed]),
    [["view x 1", 0], ["purchase x 5", 1], ["like x 1", 0]],
  );
});

test("weights of kinds become the values of a log without, and are written as such", async () => {
  const source = file("events.csv", "user,item,event\na,x,view\na,x,purchase\n");
  const output = path.join(folder, "weighted.csv");
  await clean(source, { kindWeights: { purchase: 2.5 } }, { output, columns: { kind: "event" } });
  assert.equal(readFileSync(output, "utf8"), "user,item,event,value\na,x,view,1.0\na,x,purchase,2.5\n");
  await assert.rejects(clean(log("a x 1").select([]), { kindWeights: { view: "much" as never } }), {
    message: /clean requires valid rules, got kindWeights\.view/,
  });
  await assert.rejects(
    clean(source, { kindWeights: { purchse: 2 } }, { columns: { kind: "event" } }),
    {
      message:
        "clean requires kindWeights of kinds among purchase, view, got purchse; " +
        "did you mean purchase?",
    },
  );
  const kindless = file("kindless.csv", "user,item\na,x\n");
  await assert.rejects(clean(kindless, { kindWeights: { view: 2 } }), {
    message: "clean requires a column of kinds for kindWeights, got a log without",
  });
});

test("k-core of MovieLens equals pandas's", async () => {
  const source = path.resolve("data/ml-latest-small/ratings.csv.gz");
  const { interactions } = await clean(source, { kCore: { users: 50, items: 20 } });
  // pandas 2.3.3, until nothing changes: d = d[d.groupby("userId").movieId.transform("size") >= 50];
  // d = d[d.groupby("movieId").userId.transform("size") >= 20]; then len(d), d.userId.nunique(),
  // d.movieId.nunique(), d.movieId.sum(), d.timestamp.sum()
  const kept = interactions!.compact();
  const { item, timestampMs } = kept.toColumns();
  const sum = (values: readonly (string | number)[]) => values.reduce<number>((s, v) => s + Number(v), 0);
  assert.deepEqual([kept.count, kept.users.size, kept.items.size], [57_726, 363, 1_170]);
  assert.deepEqual([sum(item), sum(timestampMs) / 1000], [418_813_236, 65_018_536_277_565]);
});
