import assert from "node:assert/strict";
import { test } from "node:test";
import path from "node:path";
import { readCatalogue, readInteractions, readSocialEdges, readSplit } from "../../../lib/data";
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
  ["data/ml-100k/u?.test", 100_000, 943, 1_682],
  ["data/completejourney/transactions.csv.gz", 1_469_307, 2_469, 68_509],
];

for (const [below, rows, users, items] of COUNTS) {
  const [, folder, files = ""] = /^([^*?]*?)(\/[^/]*[*?].*)?$/.exec(below)!;
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

/** Rows of train and test, and users, of each side of two domains. */
const DOMAINS: readonly (readonly [folder: string, train: number, test: number])[] = [
  ["cloth_sport", 87_829, 9_928],
  ["sport_cloth", 92_612, 9_928],
];

for (const [name, train, held] of DOMAINS) {
  const folder = sharedPath(`data/disencdr/${name}`);
  const skip = folder === null ? `no ../shared/data/disencdr/${name}` : false;
  test(`disencdr's ${name} has the counts of its index`, { skip }, async () => {
    const file = (part: string): string => path.join(folder!, part);
    const parts = await readSplit({ train: file("train.txt.gz"), test: file("test_original.txt") });
    assert.deepEqual(parts.leaks.rows, { train, valid: 0, test: held });
    assert.equal(parts.train.users.size, 9_928);
  });
}

const OBD = sharedPath("data/obd");

test("the open bandit files have the rows, items and clicks of their index", {
  skip: OBD === null ? "no ../shared/data/obd" : false,
}, async () => {
  const columns = { user: "user_feature_0", item: "item_id", value: "click", time: "timestamp" };
  for (const policy of ["random", "bts"]) {
    for (const [campaign, items] of Object.entries({ all: 80, men: 34, women: 46 })) {
      const log = await readInteractions(`${OBD}/${policy}/${campaign}/${campaign}.csv.gz`, {
        columns,
      });
      assert.deepEqual([log.count, log.items.size], [10_000, items]);
      const clicks = log.value.reduce((sum, click) => sum + click, 0);
      assert.ok(clicks >= 38 && clicks <= 69, String(clicks));
      assert.equal(new Date(log.timestampMs![0]).getUTCFullYear(), 2019);
    }
  }
});

const CATALOGUES: readonly (readonly [below: string, rows: number])[] = [
  ["data/goodbooks-10k-partial/books.csv.gz", 10_000],
  ["data/ml-latest-small-2016/movies.csv", 9_125],
  ["data/ml-100k/u.item", 1_682],
  ["data/ml-100k/u.user", 943],
];

for (const [below, rows] of CATALOGUES) {
  const file = sharedPath(below);
  const skip = file === null ? `no ../shared/${below}` : false;
  test(`the catalogue ${below} has the rows of its index`, { skip }, async () => {
    assert.equal((await readCatalogue(file!)).ids.size, rows);
  });
}

const EDGES: readonly (readonly [below: string, edges: number])[] = [
  ["data/lastfm-hetrec/trusts.txt", 25_434],
  ["data/filmtrust/trust.txt", 1_853],
];

for (const [below, count] of EDGES) {
  const file = sharedPath(below);
  const skip = file === null ? `no ../shared/${below}` : false;
  test(`the social edges ${below} have the rows of their index`, { skip }, async () => {
    assert.equal((await readSocialEdges(file!)).from.length, count);
  });
}
