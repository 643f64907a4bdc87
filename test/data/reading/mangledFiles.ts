import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { type BadRow, readInteractions } from "../../../lib/data";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-mangled-"));

const GOOD = Array.from({ length: 20 }, (_, row) => `u${row},i${row},${row % 5},${1000 + row}`);

/** A line that is no row, or a row that is odd but good. */
const ODD: readonly (readonly [line: string, isGood: boolean])[] = [
  ["", true],
  ["x,y,z,1", false],
  ["x", false],
  ['"x', false],
  ['"x"y,a,1,1', false],
  ["x\0,a,1,1", false],
  ["x,a,1,1,1,1", false],
  [",,,", false],
  ["x,a,1,99999999999999999999", false],
  [`${"x".repeat(100_000)},a,1`, false],
];

test("between mangled lines every good row is kept, and every other is counted with its line", async () => {
  const ends = fc.constantFrom("\n", "\r\n");
  const mark = fc.constantFrom("", "\ufeff");
  const places = fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...ODD)), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(ends, mark, places, fc.boolean(), async (end, bom, odd, isPacked) => {
      const lines = [...GOOD];
      for (const [place, [line]] of odd) lines.splice(place, 0, line);
      const text = `${bom}user,item,value,time${end}${lines.join(end)}${end}`;
      const source = path.join(folder, isPacked ? "a.csv.gz" : "a.csv");
      writeFileSync(source, isPacked ? gzipSync(text) : text);
      let bad: { count: number; examples: BadRow[] } = { count: 0, examples: [] };
      const log = await readInteractions(source, {
        badRows: "drop",
        onBadRows: (told) => (bad = told),
      });
      assert.deepEqual(new Set(log.users.ids), new Set(GOOD.map((line) => line.split(",")[0])));
      assert.equal(log.count, GOOD.length);
      assert.equal(bad.count, odd.filter(([, [, isGood]]) => !isGood).length);
      for (const { line } of bad.examples) assert.ok(!GOOD.includes(lines[line - 2]));
    }),
    { numRuns: 15, seed: 4 },
  );
});

test("a file of any bytes is read or refused with an error that names it, and never hangs", async () => {
  const endings = fc.constantFrom("csv", "tsv", "jsonl", "parquet", "csv.gz", "txt");
  await fc.assert(
    fc.asyncProperty(endings, fc.uint8Array({ maxLength: 400 }), async (ending, bytes) => {
      const source = path.join(folder, `any.${ending}`);
      writeFileSync(source, bytes);
      try {
        await readInteractions(source);
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
        assert.match(error.message, /any\./);
      }
    }),
    { numRuns: 15, seed: 4 },
  );
});
