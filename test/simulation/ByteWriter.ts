import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { ByteWriter } from "../../lib/simulation/ByteWriter";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-bytes-"));
after(() => rmSync(root, { recursive: true }));

test("whole numbers are written as JavaScript spells them", () => {
  const numbers = [0, 7, 10, 99, 100, -1, -120, 1705081760785, 2 ** 53 - 1];
  const file = path.join(root, "numbers");
  const writer = new ByteWriter(file);
  for (const number of numbers) writer.integer(number).newline();
  writer.close();
  assert.equal(readFileSync(file, "utf8"), numbers.map((number) => `${number}\n`).join(""));
});

test("more than the buffer holds arrives whole and in order", () => {
  const file = path.join(root, "long");
  const writer = new ByteWriter(file);
  const expected: string[] = [];
  for (let row = 0; row < 120_000; row++) {
    writer.row(`user${row}`, row).comma();
    expected.push(`user${row},${row}\n,`);
  }
  writer.bytes(Buffer.alloc(3_000_000, "x"));
  writer.close();
  assert.equal(readFileSync(file, "utf8"), expected.join("") + "x".repeat(3_000_000));
});

test("a file that exists is not written over", () => {
  const file = path.join(root, "kept");
  new ByteWriter(file).text("a").close();
  assert.throws(() => new ByteWriter(file), { code: "EEXIST" });
  assert.equal(readFileSync(file, "utf8"), "a");
});
