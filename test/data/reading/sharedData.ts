import assert from "node:assert/strict";
import { test } from "node:test";
import { readInteractions } from "../../../lib/data";
import { sharedPath } from "../../support/sharedPath";

/** Rows, users and items of raw files, by the index of the folder they lie in. */
const COUNTS: readonly (readonly [path: string, rows: number, users: number, items: number])[] = [
  ["data/ml-100k", 100_000, 943, 1_682],
  ["data/ml-latest-small-2016", 100_004, 671, 9_066],
  ["data/beauty/Beauty.txt.gz", 198_502, 22_363, 12_101],
  ["data/lastfm-hetrec/ratings.txt.gz", 92_834, 1_892, 17_632],
  ["data/filmtrust/ratings.txt", 35_497, 1_508, 2_071],
];

for (const [below, rows, users, items] of COUNTS) {
  const source = sharedPath(below);
  const skip = source === null ? `no ../shared/${below}` : false;
  test(`${below} has the counts of its index`, { skip }, async () => {
    const log = await readInteractions(source!);
    assert.deepEqual([log.count, log.users.size, log.items.size], [rows, users, items]);
  });
}
