import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { type BadRow, clean, readInteractions } from "../../../lib/data";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-encodings-"));

function file(name: string, ...parts: readonly (string | readonly number[])[]): string {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part as string, "utf8")));
  writeFileSync(path.join(folder, name), name.endsWith(".gz") ? gzipSync(bytes) : bytes);
  return path.join(folder, name);
}

const CAFE = [0x43, 0x61, 0x66, 0xe9];

test("a row with bytes that are no UTF-8 is an error with file and line, not another text", async () => {
  const source = file("mixed.csv", "user,item\n李,书\na,", CAFE, "\nb,\ufffd\n");
  await assert.rejects(readInteractions(source), /no UTF-8 .*encoding\) at mixed\.csv:3/);
  let told: readonly BadRow[] = [];
  const log = await readInteractions(source, {
    badRows: "drop",
    onBadRows: ({ examples }) => (told = examples),
  });
  assert.deepEqual(log.toColumns().item, ["书", "\ufffd"], "the other rows stay as they are");
  assert.deepEqual(told.map(({ line }) => line), [3]);
});

test("the audit names the rows with such bytes, in packed files, sequences and JSON too", async () => {
  const sources = [
    file("packed.csv.gz", '\ufeffuser,item\n"x",y\na,', CAFE, "\n"),
    file("lines.txt", "x 1 2 3\na 4 5 6 7 ", CAFE, "\ny 8\n"),
    file("rows.jsonl", '{"user":"x","item":"y"}\n{"user":"a","item":"', CAFE, '"}\n'),
  ];
  for (const [source, line] of sources.map((name, i) => [name, [3, 2, 2][i]] as const)) {
    const { audit, interactions } = await clean(source, {});
    assert.equal(audit.lines[0].removed, 1);
    assert.equal(audit.lines[0].examples[0].line, line);
    assert.match(audit.lines[0].examples[0].shown, /no UTF-8/);
    assert.equal(interactions!.users.ids[0], "x");
  }
});

test("a file is read as Windows-1252 where the caller says so", async () => {
  const source = file("latin.csv", "user,item\na,", CAFE, "\n");
  const log = await readInteractions(source, { encoding: "windows-1252" });
  assert.deepEqual(log.toColumns().item, ["Café"]);
});

test("a header with such bytes is an error", async () => {
  const source = file("header.csv", "user,item,", CAFE, "\na,b,c\n");
  await assert.rejects(readInteractions(source), /requires a header in UTF-8, got .*header\.csv:1/);
});
