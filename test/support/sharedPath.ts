import { existsSync } from "node:fs";
import path from "node:path";

/**
 * A path below the folder `shared` beside the checkout (or INTERESTLAB_SHARED), where data sets and
 * references too large or too private for the repository lie; null where it isn't there.
 */
export function sharedPath(below: string): string | null {
  const folders = [process.env.INTERESTLAB_SHARED, "../shared", "../../shared"];
  const found = folders
    .filter((folder) => folder !== undefined)
    .map((folder) => path.resolve(folder, below))
    .find((candidate) => existsSync(candidate));
  return found ?? null;
}
