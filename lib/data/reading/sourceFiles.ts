import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** Endings of data files, each also with `.gz`. */
const DATA_FILE =
  /\.(csv|tsv|tab|txt|dat|data|inter|user|item|jsonl|ndjson)(\.gz)?$|\.(parquet|pq)$/i;

/** The log of a folder in a known form, in order of preference; the folder's other files are ignored. */
const KNOWN_LOGS: readonly RegExp[] = [
  /^u\.data(\.gz)?$/,
  /^ratings\.(dat|csv)(\.gz)?$/,
  /\.inter(\.gz)?$/,
];

/**
 * The files of a source: itself, a folder's data files, or what a glob (`*`, `?`, `**`) matches;
 * in the order of their names.
 *
 * Of a folder that holds a known log (u.data, ratings.dat, ratings.csv, *.inter), only that.
 *
 * @throws RangeError if nothing is there
 */
export function sourceFiles(source: string): string[] {
  if (existsSync(source)) {
    if (!statSync(source).isDirectory()) return [source];
    const names = readdirSync(source)
      .filter((name) => DATA_FILE.test(name) && !/^(\.|readme|license)/i.test(name))
      .sort();
    for (const known of KNOWN_LOGS) {
      const logs = names.filter((name) => known.test(name));
      if (logs.length > 0) return logs.map((name) => path.join(source, name));
    }
    if (names.length > 0) return names.map((name) => path.join(source, name));
    throw new RangeError(`readInteractions requires data files in the folder, got none in ${source}`);
  }
  const files = /[*?]/.test(source) ? globFiles(source) : [];
  if (files.length === 0) {
    throw new RangeError(`readInteractions requires a file, folder or glob that exists, got ${source}`);
  }
  return files;
}

function globFiles(pattern: string): string[] {
  const parts = pattern.split(/[\\/]/);
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => /[*?]/.test(part)),
  );
  const root = fixed.length > 0 ? fixed.join("/") || "/" : ".";
  if (!existsSync(root)) return [];
  const rest = parts.slice(fixed.length).join("/");
  const source = rest
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/|\*\*|\*|\?/g, (wild) => {
      if (wild === "**/") return "(?:.*/)?";
      return wild === "**" ? ".*" : wild === "*" ? "[^/]*" : "[^/]";
    });
  const matches = new RegExp(`^${source}$`);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => matches.test(path.relative(root, file).replaceAll("\\", "/")))
    .sort();
}
