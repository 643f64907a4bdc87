import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
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

/** Users x items of 1 from files of lines "user item item ...". */
export function implicitLog(files: readonly string[]): SparseMatrix {
  const users: number[] = [];
  const items: number[] = [];
  for (const file of files) {
    const bytes = readFileSync(file);
    const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
    for (const line of text.split("\n")) {
      const [user, ...chosen] = line.trim().split(" ").map(Number);
      for (const item of chosen) {
        users.push(user);
        items.push(item);
      }
    }
  }
  const count = (ids: readonly number[]): number => ids.reduce((a, b) => Math.max(a, b), -1) + 1;
  const matrix = SparseMatrix.fromEntries([count(users), count(items)], users, items);
  matrix.value.fill(1);
  return matrix;
}
