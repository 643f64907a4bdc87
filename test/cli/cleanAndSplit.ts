import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-cli-"));
const at = (name: string): string => path.join(folder, name);

function interestlab(...args: string[]): { status: number | null; out: string; err: string } {
  const main = path.resolve("dist/lib/cli/main.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: "utf8",
  });
  return { status, out: stdout, err: stderr };
}

writeFileSync(
  at("log.csv"),
  "who,what,score\n" +
    Array.from({ length: 30 }, (_, row) => `u${row % 3},i${row},${(row % 5) + 1}\n`).join("") +
    "u0,i0,1\nu1,,5\n",
);

test("clean writes the rows that are left, prints the audit's table and writes it as JSON", () => {
  const { status, out } = interestlab(
    ...["clean", "--input", at("log.csv"), "--output", at("clean.csv")],
    ...["--columns", "user=who,item=what,value=score", "--json", at("audit.json")],
  );
  assert.equal(status, 0);
  assert.match(out, /^rule +setting +rows in +removed/);
  assert.match(out, /\ntotal +32 +2 +0 +0 +30\n/);
  const lines = readFileSync(at("clean.csv"), "utf8").trimEnd().split("\n");
  assert.equal(lines.length, 31);
  assert.equal(lines[0], "who,what,score");
  const { audit } = JSON.parse(readFileSync(at("audit.json"), "utf8")) as {
    audit: { rowsIn: number; rowsOut: number; removed: number };
  };
  assert.equal(audit.rowsIn, audit.rowsOut + audit.removed);
});

test("rules come from YAML, and split writes parts and their report", () => {
  writeFileSync(at("rules.yaml"), "threshold: { min: 2 }\nkCore: { users: 3 }\n");
  const columns = ["--columns", "user=who,item=what,value=score"];
  const cleaned = interestlab(
    ...["clean", "--input", at("log.csv"), "--output", at("liked.parquet")],
    ...[...columns, "--config", at("rules.yaml")],
  );
  assert.equal(cleaned.status, 0, cleaned.err);
  const { status, out, err } = interestlab(
    ...["split", "--input", at("liked.parquet"), "--protocol", "leave-one-out"],
    ...["--output", at("parts"), "--format", "csv", ...columns],
    ...["--negatives", "2", "--seed", "3"],
  );
  assert.equal(status, 0, err);
  assert.match(out, /^train +valid +test/);
  assert.deepEqual(readdirSync(at("parts")).sort(), [
    "negatives.csv",
    "split.json",
    "test.csv",
    "train.csv",
    "valid.csv",
  ]);
});

const BAD: readonly (readonly [args: string[], message: RegExp])[] = [
  [["--input", at("none.csv")], /requires a file, folder or glob that exists, got .*none\.csv/],
  [["--input", at("log.csv"), "--columns", "user=nobody"], /requires column "nobody" \(user\)/],
  [["--input", at("log.csv"), "--columns", "x"], /requires role=column pairs, got "x"/],
  [["--input", at("log.csv"), "--config", at("log.csv")], /requires valid rules/],
];

for (const [args, message] of BAD) {
  test(`clean ${args.slice(2).join(" ") || "of a missing file"}: one line, exit code 2, no file`, () => {
    const { status, err } = interestlab("clean", "--output", at("never.csv"), ...args);
    assert.equal(status, 2, err);
    assert.match(err, message);
    assert.equal(err.trimEnd().split("\n").length, 1);
    assert.equal(existsSync(at("never.csv")), false);
  });
}

test("split of rows that can't be read, and an unknown protocol, leave no folder's files", () => {
  const columns = ["--columns", "user=who,item=what"];
  const bad = interestlab(
    ...[
      "split",
      "--input",
      at("log.csv"),
      "--protocol",
      "random",
      "--output",
      at("no"),
      ...columns,
    ],
  );
  assert.equal(bad.status, 2);
  assert.match(bad.err, /no item at log\.csv:33, column what: ""; clean first/);
  const unknown = interestlab(
    ...["split", "--input", at("clean.csv"), "--protocol", "odd", "--output", at("no"), ...columns],
  );
  assert.equal(unknown.status, 2);
  assert.match(unknown.err, /requires a protocol of random, .*got "odd"/);
  assert.equal(existsSync(at("no")) && readdirSync(at("no")).length > 0, false);
});

test("each verb has help", () => {
  assert.match(interestlab("clean", "--help").out, /--config <file>/);
  assert.match(interestlab("split", "--help").out, /--protocol <name>/);
});
