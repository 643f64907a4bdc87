import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { type BadRow, readInteractions } from "../../../lib/data";
import { withDuckDb } from "../../../lib/data/sql";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-read-"));
let fileCount = 0;

/** Writes a file of its own and returns its path. */
function file(name: string, content: string | Uint8Array): string {
  const own = path.join(folder, String(fileCount++));
  mkdirSync(own);
  writeFileSync(path.join(own, name), content);
  return path.join(own, name);
}

const ROWS = [
  ["u1", "a", 4, 1_500_000_000],
  ["u2", "b", 2.5, 1_500_000_001],
  ["u1", "c", 1, 1_500_000_002],
] as const;

const SPELLINGS: Readonly<Record<string, string>> = {
  "log.csv": "user_id,item_id,rating,timestamp\n" + ROWS.map((r) => r.join(",")).join("\n"),
  "crlf.csv":
    "user_id,item_id,rating,timestamp\r\n" + ROWS.map((r) => r.join(",")).join("\r\n") + "\r\n",
  "bom.csv": "\ufeffuser_id,item_id,rating,timestamp\n" + ROWS.map((r) => r.join(",")).join("\n"),
  "quoted.csv":
    '"user_id","item_id","rating","timestamp"\n' +
    ROWS.map((r) => r.map((cell) => `"${cell}"`).join(",")).join("\n"),
  "log.tsv": "timestamp\tuserId\titemId\tvalue\n" +
    ROWS.map(([u, i, v, t]) => [t, u, i, v].join("\t")).join("\n"),
  "u.data": ROWS.map((r) => r.join("\t")).join("\n"),
  "ratings.dat": ROWS.map((r) => r.join("::")).join("\n") + "\n",
  "semicolon.csv": "user;item;rating;time\n" + ROWS.map((r) => r.join(";")).join("\n"),
  "spaces.txt": ROWS.map((r) => r.join(" ")).join("\n"),
  "log.inter":
    "user_id:token\titem_id:token\trating:float\ttimestamp:float\n" +
    ROWS.map(([u, i, v, t]) => [u, i, v, t.toFixed(1)].join("\t")).join("\n"),
  "log.jsonl": ROWS.map(([user, item, value, time]) =>
    JSON.stringify({ user, item, value, time: time * 1000 }),
  ).join("\n"),
  "iso.csv":
    "user,item,value,time\n" +
    ROWS.map(([u, i, v, t]) => [u, i, v, new Date(t * 1000).toISOString()].join(",")).join("\n"),
  "offset.csv":
    "user,item,value,time\n" +
    "u1,a,4,2017-07-14T04:40:00+02:00\nu2,b,2.5,2017-07-14 02:40:01\nu1,c,1,2017-07-14T02:40:02Z",
};

for (const [name, content] of Object.entries(SPELLINGS)) {
  test(`${name} and the same gzipped are read as the same log`, async () => {
    for (const source of [file(name, content), file(`${name}.gz`, gzipSync(content))]) {
      const log = await readInteractions(source);
      assert.deepEqual(log.toColumns(), {
        user: ["u1", "u2", "u1"],
        item: ["a", "b", "c"],
        kind: ["interaction", "interaction", "interaction"],
        value: [4, 2.5, 1],
        timestampMs: [1_500_000_000_000, 1_500_000_001_000, 1_500_000_002_000],
      });
    }
  });
}

test("Parquet is read as the same log, its numbers and time stamps as typed", async () => {
  const source = path.join(folder, "log.parquet");
  await withDuckDb(async (engine) => {
    await engine.write(
      "SELECT 7 AS user_id, 'a' AS item_id, 4.5 AS rating, TIMESTAMP '2017-07-14 02:40:00' AS ts",
      source,
      { format: "parquet" },
    );
  });
  const log = await readInteractions(source);
  assert.deepEqual(log.toColumns(), {
    user: ["7"],
    item: ["a"],
    kind: ["interaction"],
    value: [4.5],
    timestampMs: [1_500_000_000_000],
  });
});

test("sequence lines are one row an item, in the line's order, with value 1 and no times", async () => {
  const log = await readInteractions(file("train.txt", "0 5 3 4\n1 3\n"));
  assert.deepEqual(log.toColumns(), {
    user: ["0", "0", "0", "1"],
    item: ["5", "3", "4", "3"],
    kind: Array<string>(4).fill("interaction"),
    value: [1, 1, 1, 1],
  });
});

test("columns are mapped by name, and by position where there is no header", async () => {
  const named = file("a.csv", "who,what,how,where,visit\nann,x,view,music,s1\nbob,y,buy,film,s2\n");
  const columns = { user: "who", item: "what", kind: "how", domain: "where", session: "visit" };
  const log = await readInteractions(named, { columns });
  assert.deepEqual(log.toColumns().kind, ["view", "buy"]);
  assert.deepEqual(log.toColumns().domain, ["music", "film"]);
  assert.deepEqual(log.select([1]).toColumns().session, ["s2"]);
  const bare = await readInteractions(file("b.csv", "9,ann,x\n8,bob,y\n"), {
    columns: { user: 2, item: 3, value: 1 },
  });
  assert.deepEqual([...bare.value], [9, 8]);
});

test("missing values and times are NaN", async () => {
  const log = await readInteractions(file("a.csv", "user,item,rating,time\na,b,,5\na,c,NaN,\n"));
  assert.deepEqual([...log.value], [NaN, NaN]);
  assert.deepEqual([...log.timestampMs!], [5000, NaN]);
});

test("ids are kept as spelled", async () => {
  const log = await readInteractions(file("a.csv", "user,item\n007,é\n7,NA\n"));
  assert.deepEqual(log.users.ids, ["007", "7"]);
  assert.deepEqual(log.items.ids, ["é", "NA"]);
});

test("a folder and a glob are read in the order of their names", async () => {
  const own = path.dirname(file("2.csv", "user,item\nc,x\n"));
  writeFileSync(path.join(own, "1.csv"), "user,item\na,x\nb,y\n");
  writeFileSync(path.join(own, "README.txt"), "not data");
  assert.deepEqual((await readInteractions(own)).users.ids, ["a", "b", "c"]);
  assert.deepEqual((await readInteractions(`${own}/?.csv`)).users.ids, ["a", "b", "c"]);
  await assert.rejects(readInteractions(`${own}/*.tsv`), /requires a file, folder or glob that exists/);
});

const NOW = Date.UTC(2020, 0, 1);
const BAD: readonly (readonly [text: string, message: string])[] = [
  ["u,i,abc,1", 'a value that is no number at log.csv:3, column rating: "abc"'],
  ["u,i,1_000,1", 'a value that is no number at log.csv:3, column rating: "1_000"'],
  ["u,i,inf,1", 'a value that is no number at log.csv:3, column rating: "inf"'],
  ["u,i,1,soon", 'a time stamp that is no time at log.csv:3, column timestamp: "soon"'],
  [
    "u,i,1,1577836801",
    'a time stamp in the future at log.csv:3, column timestamp: "2020-01-01T00:00:01.000Z"',
  ],
  [",i,1,1", 'no user at log.csv:3, column user_id: ""'],
  ["u,,1,1", 'no item at log.csv:3, column item_id: ""'],
  ["u,i,1", '3 fields where 4 are due at log.csv:3: "u,i,1"'],
  ["u,i,1,1,1", '5 fields where 4 are due at log.csv:3: "u,i,1,1,1"'],
  ['u,"i,1,1', 'a quote that is never closed at log.csv:3: "u,\\"i,1,1"'],
  ['u,"i"x,1,1', 'text after a closing quote at log.csv:3: "u,\\"i\\"x,1,1"'],
  ["u\0,i,1,1", 'a NUL character at log.csv:3: "u\\u0000,i,1,1"'],
];

for (const [text, message] of BAD) {
  test(`a row ${JSON.stringify(text)} is an error that names its place, or is left out`, async () => {
    const source = file("log.csv", `user_id,item_id,rating,timestamp\na,x,1,1\n${text}\nb,y,2,2\n`);
    await assert.rejects(readInteractions(source, { now: NOW }), {
      name: "RangeError",
      message: `readInteractions requires rows that can be read, got ${message}`,
    });
    const told: { count: number; examples: BadRow[] }[] = [];
    const log = await readInteractions(source, {
      now: NOW,
      badRows: "drop",
      onBadRows: (bad) => told.push(bad),
    });
    assert.deepEqual(log.users.ids, ["a", "b"]);
    assert.equal(told[0].count, 1);
    assert.equal(told[0].examples[0].line, 3);
  });
}

test("a JSON line that is none, or an id that JSON would round, is named by its line", async () => {
  const source = file("a.jsonl", '{"user":"a","item":1}\nnope\n{"user":9007199254740993,"item":2}');
  await assert.rejects(readInteractions(source), /got no JSON at a\.jsonl:2: "nope" \(and 1 more/);
});

test("lines are counted through quoted line ends and blank lines", async () => {
  const source = file("a.csv", 'user,item,value\n"a\nb",x,1\n\nc,y,bad\n');
  await assert.rejects(readInteractions(source), /at a\.csv:5, column value: "bad"/);
});

test("a damaged gzip and a file that is no Parquet are errors that name the file", async () => {
  const packed = gzipSync("user,item\n" + "a,b\n".repeat(1000));
  await assert.rejects(
    readInteractions(file("cut.csv.gz", packed.subarray(0, packed.length - 12))),
    /requires a readable file, got unexpected end of file in .*cut\.csv\.gz/,
  );
  await assert.rejects(
    readInteractions(file("a.parquet", "user,item")),
    /requires a readable Parquet file, got .*a\.parquet/,
  );
});

test("an empty file, a missing file and an empty folder are errors", async () => {
  await assert.rejects(readInteractions(file("a.csv", "")), /got an empty file: .*a\.csv/);
  await assert.rejects(readInteractions("no/such.csv"), /that exists, got no\/such\.csv/);
  const own = path.dirname(file("notes.md", ""));
  await assert.rejects(readInteractions(own), /requires data files in the folder, got none in/);
});

test("the embedded MovieLens set has the counts of its README", async () => {
  const log = await readInteractions(path.join(process.cwd(), "data/ml-latest-small"));
  assert.deepEqual([log.count, log.users.size, log.items.size], [100_004, 671, 9_066]);
  assert.equal(log.timestampMs!.reduce((a, b) => Math.min(a, b)), Date.UTC(1995, 0, 9, 11, 46, 49));
});
