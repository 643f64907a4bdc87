import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { Interactions, Vocabulary } from "../lib/data";
import { SparseMatrix } from "../lib/matrices";

/**
 * A file of the shared data folder (INTERESTLAB_SHARED, by default ../shared), which is not part
 * of the repository.
 *
 * @throws RangeError if it isn't there
 */
export function sharedFile(...parts: readonly string[]): string {
  const file = path.join(process.env.INTERESTLAB_SHARED ?? "../shared", ...parts);
  if (!existsSync(file)) {
    throw new RangeError(`bench requires ${file} (INTERESTLAB_SHARED), got no such file`);
  }
  return file;
}

/** Positions of users and items, one entry a choice. */
interface Pairs {
  readonly user: Int32Array;
  readonly item: Int32Array;
}

/** Files of lines "user item item ..." of whole numbers, read without a string a number. */
function readPairs(files: readonly string[]): Pairs {
  const texts = files.map((file) => {
    const bytes = readFileSync(file);
    return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  });
  // No more numbers than characters by two.
  const room = texts.reduce((sum, { length }) => sum + (length >> 1) + 1, 0);
  const [user, item] = [new Int32Array(room), new Int32Array(room)];
  let count = 0;
  for (const text of texts) {
    let lineUser = -1;
    let number = -1;
    for (let at = 0; at <= text.length; at++) {
      const byte = at < text.length ? text[at] : NEW_LINE;
      if (byte >= ZERO && byte <= ZERO + 9) {
        number = Math.max(number, 0) * 10 + byte - ZERO;
        continue;
      }
      if (number >= 0) {
        if (lineUser < 0) lineUser = number;
        else {
          user[count] = lineUser;
          item[count++] = number;
        }
      }
      number = -1;
      if (byte === NEW_LINE) lineUser = -1;
    }
  }
  return { user: user.slice(0, count), item: item.slice(0, count) };
}

const ZERO = 48;
const NEW_LINE = 10;

const countOf = (ids: Int32Array): number => ids.reduce((a, b) => Math.max(a, b), -1) + 1;

/** Users x items of 1 from files of lines "user item item ...". */
export function implicitLog(files: readonly string[]): SparseMatrix {
  const { user, item } = readPairs(files);
  const matrix = SparseMatrix.fromEntries([countOf(user), countOf(item)], user, item);
  matrix.value.fill(1);
  return matrix;
}

/** The same as a log. */
export function implicitInteractions(files: readonly string[]): Interactions {
  const { user, item } = readPairs(files);
  return interactionsOf(user, item, [countOf(user), countOf(item)]);
}

/** A log over the users and items 0, 1, ... */
export function interactionsOf(
  userIndex: Int32Array,
  itemIndex: Int32Array,
  [userCount, itemCount]: readonly [number, number],
  value: Float64Array = new Float64Array(userIndex.length).fill(1),
): Interactions {
  const ids = (count: number): string[] => Array.from({ length: count }, (_, id) => String(id));
  return new Interactions({
    users: new Vocabulary(ids(userCount), "user"),
    items: new Vocabulary(ids(itemCount), "item"),
    kinds: new Vocabulary(["interaction"], "kind"),
    userIndex,
    itemIndex,
    kindIndex: new Uint8Array(userIndex.length),
    value,
    timestampMs: null,
  });
}
