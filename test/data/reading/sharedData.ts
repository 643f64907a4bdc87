import assert from "node:assert/strict";
import { test } from "node:test";
import { readInteractions, readSplit } from "../../../lib/data";
import { sharedPath } from "../../support/sharedPath";

/** Rows, users and items of raw files, by the index of the folder they lie in. */
const COUNTS: readonly (readonly [path: string, rows: number, users: number, items: number])[] = [
  ["data/ml-100k", 100_000, 943, 1_682],
  ["data/ml-latest-small-2016", 100_004, 671, 9_066],
  ["data/beauty/Beauty.txt.gz", 198_502, 22_363, 12_101],
  ["data/lastfm-hetrec/ratings.txt.gz", 92_834, 1_892, 17_632],
  ["data/filmtrust/ratings.txt", 35_497, 1_508, 2_071],
  ["data/gowalla/*.txt*", 1_027_370, 29_858, 40_981],
  ["data/ml-1m-implicit/t*.txt*", 998_539, 6_040, 3_260],
  ["data/msweb", 98_654, 32_711, 285],
];

for (const [below, rows, users, items] of COUNTS) {
  const [, folder, files = ""] = /^([^*]*?)(\/[^/]*\*.*)?$/.exec(below)!;
  const found = sharedPath(folder);
  const source = found && found + files;
  const skip = source === null ? `no ../shared/${below}` : false;
  test(`${below} has the counts of its index`, { skip }, async () => {
    const log = await readInteractions(source!);
    assert.deepEqual([log.count, log.users.size, log.items.size], [rows, users, items]);
  });
}

const GOWALLA = sharedPath("data/gowalla");

test("gowalla's folder is read as a split with the parts of its index", {
  skip: GOWALLA === null ? "no ../shared/data/gowalla" : false,
}, async () => {
  const { leaks } = await readSplit(GOWALLA!);
  assert.deepEqual(leaks.rows, { train: 719_081, valid: 91_047, test: 217_242 });
  assert.equal(leaks.leakedRows, 0);
});
