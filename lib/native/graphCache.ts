import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** Graphs kept; the least recently used are removed first. */
const KEPT_GRAPHS = 64;

/**
 * The folder of compiled graphs: `graphs` in the cache that set-up uses, which is
 * `INTERESTLAB_CACHE`, or `interestlab` in the user's own cache folder.
 */
export function graphCacheFolder(): string {
  const { INTERESTLAB_CACHE, XDG_CACHE_HOME } = process.env;
  if (INTERESTLAB_CACHE) return path.resolve(INTERESTLAB_CACHE, "graphs");
  const ofUser =
    process.platform === "darwin"
      ? path.join(homedir(), "Library", "Caches")
      : (XDG_CACHE_HOME ?? path.join(homedir(), ".cache"));
  return path.join(ofUser, "interestlab", "graphs");
}

/**
 * Puts a SavedModel on disk, under the SHA-256 of its content, unless it is there already.
 *
 * @returns the model's folder
 */
export function cacheGraph({ savedModel, hash }: { savedModel: Uint8Array; hash: string }): string {
  const root = graphCacheFolder();
  const folder = path.join(root, hash);
  if (existsSync(path.join(folder, "saved_model.pb"))) {
    const now = new Date();
    utimesSync(folder, now, now);
    return folder;
  }
  // Written aside and renamed, so that another process never loads half a graph.
  const draft = `${folder}.${randomBytes(6).toString("hex")}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(path.join(draft, "saved_model.pb"), savedModel);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  removeOldest(root);
  return folder;
}

function removeOldest(root: string): void {
  const graphs = readdirSync(root)
    .map((name) => path.join(root, name))
    .map((folder) => ({
      folder,
      usedMs: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
    .sort((a, b) => b.usedMs - a.usedMs);
  for (const { folder } of graphs.slice(KEPT_GRAPHS)) {
    rmSync(folder, { recursive: true, force: true });
  }
}
