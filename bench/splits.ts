// The logs that accuracy is measured on, cut as the reference scores were.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Interactions, Vocabulary } from "../lib/data";
import { RandomGenerator } from "../lib/probability";
import { sharedFile } from "./implicitLog";

/** Logs over the same users and items. */
export interface Parts {
  readonly train: Interactions;
  readonly test: Interactions;
}

/** The same with what decides on settings. */
export interface Validated extends Parts {
  readonly valid: Interactions;
}

/** A user, an item, a rating, and what else a line has. */
export type Row = readonly string[];

function lines(file: string): string[] {
  const bytes = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").trim().split("\n");
}

/** The rows of a table with a header. */
function table(file: string, separator = "\t"): Row[] {
  return lines(file)
    .slice(1)
    .map((line) => line.trimEnd().split(separator));
}

/** A log whose users and items are numbered in the rising order of the ids of `all`. */
export function logOf(rows: readonly Row[], all: readonly Row[] = rows): Interactions {
  const ids = (column: number): string[] =>
    [...new Set(all.map((row) => row[column]))].sort((a, b) => Number(a) - Number(b));
  return Interactions.fromColumns(
    {
      user: rows.map(([user]) => user),
      item: rows.map((row) => row[1]),
      value: rows.map((row) => Number(row[2])),
    },
    { users: new Vocabulary(ids(0), "user"), items: new Vocabulary(ids(1), "item") },
  );
}

/** The embedded MovieLens ratings, in the file's order. */
export function movieLensRows(): Row[] {
  return table("data/ml-latest-small/ratings.csv.gz", ",");
}

/** The embedded ratings, split as `perUserInTime` does. */
export function movieLensPerUser(): Validated {
  return perUserInTime(movieLensRows());
}

/** ML-100K, split in the same way. */
export function ml100kPerUser(): Validated {
  return perUserInTime(
    lines(sharedFile("data", "ml-100k", "u.data.gz")).map((line) => line.split("\t")),
  );
}

/**
 * Ratings of 4 and over, each user's by time: of n, the last max(1, floor(n / 10)) are the test, as
 * many before them validation. Users who would keep fewer than 5 are left out, as are held-out
 * items that training lacks. Rows of training come in the order of users, each one's by time.
 *
 * @param all - user, item, rating, seconds
 */
function perUserInTime(all: readonly Row[]): Validated {
  const byUser = new Map<string, Row[]>();
  for (const row of all) {
    if (Number(row[2]) < 4) continue;
    const rows = byUser.get(row[0]);
    if (rows) rows.push(row);
    else byUser.set(row[0], [row]);
  }
  const train: Row[] = [];
  const valid: Row[] = [];
  const test: Row[] = [];
  for (const rows of byUser.values()) {
    rows.sort((a, b) => Number(a[3]) - Number(b[3]) || Number(a[1]) - Number(b[1]));
    const held = Math.max(1, Math.floor(rows.length / 10));
    const kept = rows.length - 2 * held;
    if (kept < 5) continue;
    train.push(...rows.slice(0, kept));
    valid.push(...rows.slice(kept, kept + held));
    test.push(...rows.slice(kept + held));
  }
  const known = new Set(train.map((row) => row[1]));
  const warm = (rows: readonly Row[]): Interactions =>
    logOf(
      rows.filter((row) => known.has(row[1])),
      train,
    );
  return { train: logOf(train), valid: warm(valid), test: warm(test) };
}

/** ML-100K as the `recommenders` library splits it: 75 / 25 within each item. */
export function ml100k(): Parts {
  const train = table(sharedFile("reference", "msrec-ml100k", "train.tsv.gz"));
  const test = table(sharedFile("reference", "msrec-ml100k", "test.tsv.gz"));
  const all = [...train, ...test];
  return { train: logOf(train, all), test: logOf(test, all) };
}

/** ML-100K by Surprise's five folds (KFold of random_state 0). */
export function surpriseFolds(): { train: Interactions; test: readonly Row[] }[] {
  const rows = table(sharedFile("reference", "surprise-ml100k", "folds.tsv.gz"));
  return Array.from({ length: 5 }, (_, fold) => ({
    train: logOf(rows.filter((row) => Number(row[4]) !== fold)),
    test: rows.filter((row) => Number(row[4]) === fold),
  }));
}

/** ML-1M's choices, as published with a split of every user's. */
export function ml1m(): Parts {
  const [train, test] = ["train.txt.gz", "test.txt"].map((file) =>
    chosenItems(sharedFile("data", "ml-1m-implicit", file)),
  );
  const all = [...train, ...test];
  return { train: logOf(train, all), test: logOf(test, all) };
}

/** Lines of a user and the user's items. */
function chosenItems(file: string): Row[] {
  return lines(file).flatMap((line) => {
    const [user, ...items] = line.trim().split(" ");
    return items.map((item) => [user, item, "1"]);
  });
}

/** Gowalla as NGCF and LightGCN split it, with what they keep for validation. */
export function gowalla(): Parts & { readonly inner: Parts } {
  const [fitted, valid, test] = ["train.txt.gz", "valid.txt", "test.txt.gz"].map((file) =>
    chosenItems(sharedFile("data", "gowalla", file)),
  );
  const all = [...fitted, ...valid, ...test];
  return {
    train: logOf([...fitted, ...valid], all),
    test: logOf(test, all),
    inner: { train: logOf(fitted, all), test: logOf(valid, all) },
  };
}

/** Both logs' rows, over the users and items that they share. */
export function joined(first: Interactions, second: Interactions): Interactions {
  const rows = [first, second].flatMap(rowsOf);
  return logOf(rows);
}

/** A log's rows as text. */
export function rowsOf(log: Interactions): Row[] {
  return Array.from({ length: log.count }, (_, row) => [
    log.users.ids[log.userIndex[row]],
    log.items.ids[log.itemIndex[row]],
    `${log.value[row]}`,
  ]);
}

/** Beauty's lists, each in the order of time: the last item is the target. */
export function beauty(): {
  /** Without the last two items of each list. */
  readonly train: Interactions;
  /** All but the last items of the lists from one place to another. */
  readonly histories: (from: number, to: number) => Interactions;
  readonly targets: readonly { user: string; item: string }[];
} {
  const rows = table(sharedFile("reference", "beauty-loo", "beauty-loo.tsv.gz"));
  const lists = new Map<string, string[]>();
  for (const [user, item] of rows) {
    const list = lists.get(user);
    if (list) list.push(item);
    else lists.set(user, [item]);
  }
  const ids = [...new Set(rows.map((row) => row[1]))].sort((a, b) => Number(a) - Number(b));
  const items = new Vocabulary(ids, "item");
  const cut = (chosen: readonly [string, string[]][], dropped: number): Interactions => {
    const pairs = chosen.flatMap(([user, list]) =>
      list.slice(0, list.length - dropped).map((item) => ({ user, item })),
    );
    const columns = { user: pairs.map(({ user }) => user), item: pairs.map(({ item }) => item) };
    return Interactions.fromColumns(columns, { items });
  };
  const all = [...lists];
  return {
    train: cut(all, 2),
    histories: (from, to) => cut(all.slice(from, to), 1),
    targets: all.map(([user, list]) => ({ user, item: list[list.length - 1] })),
  };
}

/** A random share of the rows held out, by seed: choices are made on it, inside training. */
export function holdOut(log: Interactions, share: number, seed = 42): Parts {
  const random = new RandomGenerator(seed);
  const held = Array.from({ length: log.count }, () => random.uniform() < share);
  const rows = Array.from({ length: log.count }, (_, row) => row);
  return {
    train: log.select(rows.filter((row) => !held[row])),
    test: log.select(rows.filter((row) => held[row])),
  };
}
