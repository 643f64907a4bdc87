import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { type BadRow, clean, readInteractions } from "../../../lib/data";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-mangled-"));

/** Enough for every run of the tests; INTERESTLAB_FUZZ_RUNS=1000 looks further. */
const RUNS = Number(process.env.INTERESTLAB_FUZZ_RUNS ?? 30);

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
    { numRuns: RUNS, seed: 4 },
  );
});

test("a file cut short, or with bytes replaced, is read or refused with an error that names it", async () => {
  const whole = path.join(folder, "whole.csv");
  writeFileSync(whole, `user,item,value,time\n${GOOD.join("\n")}\n`);
  const sources = ["csv", "csv.gz", "jsonl", "jsonl.gz", "parquet"].map((ending) => {
    return { ending, file: path.join(folder, `source.${ending}`) };
  });
  for (const { file } of sources) await clean(whole, {}, { output: file });
  const bytesOf = new Map(sources.map(({ file, ending }) => [ending, readFileSync(file)]));
  const endings = fc.constantFrom(...sources.map(({ ending }) => ending));
  const places = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
  const cut = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: 1 });
  await fc.assert(
    fc.asyncProperty(endings, places, cut, async (ending, replaced, share) => {
      const bytes = Buffer.from(bytesOf.get(ending)!);
      for (const [place, byte] of replaced) bytes[place % bytes.length] = byte;
      const source = path.join(folder, `spoilt.${ending}`);
      writeFileSync(source, bytes.subarray(0, Math.ceil(share * bytes.length)));
      const rows = await readInteractions(source, { badRows: "drop" }).then(
        (log) => log.count,
        (error: unknown) => {
          assert.ok(error instanceof RangeError, String(error));
          assert.match(error.message, /spoilt\./);
          return 0;
        },
      );
      assert.ok(rows <= GOOD.length + replaced.length);
    }),
    { numRuns: RUNS, seed: 4 },
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
    { numRuns: RUNS, seed: 4 },
  );
});
