// The library, its tests and benchmarks, compiled into dist/; compiled again when a source changed.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";

const sourceFolders = ["lib", "test", "bench"];
const stamp = path.join(root, "dist/.sources");

/** Files below a folder, by path from `from`. */
function filesBelow(folder, from = root) {
  if (!existsSync(path.join(from, folder))) return [];
  return readdirSync(path.join(from, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(from, path.join(entry.parentPath ?? entry.path, entry.name)));
}

/** Changes when a source is added, removed or edited, or the packages or settings change. */
function sourceState() {
  const files = [
    ...sourceFolders.flatMap((folder) => filesBelow(folder)).filter((file) => file.endsWith(".ts")),
    ...["tsconfig.json", "package-lock.json"],
  ];
  const hash = createHash("sha256");
  for (const file of files.sort()) {
    const { mtimeMs, size } = statSync(path.join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex");
}

/** Compiled files, by path in `dist`, whose source is not among `sources` any more. */
export function staleOutputs(outputs, sources) {
  const present = new Set(sources);
  return outputs.filter((file) => {
    const source = file.replace(/(\.d\.ts|\.js\.map|\.d\.ts\.map|\.js)$/, ".ts");
    return source !== file && !present.has(source);
  });
}

/** Compiles, then removes what a deleted source left: a stale test must not run. */
export async function compile() {
  const state = sourceState();
  rmSync(stamp, { force: true });
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc], { cwd: root });
  await run(process.execPath, ["scripts/kernels.mjs"], { cwd: root });
  const dist = path.join(root, "dist");
  const outputs = sourceFolders.flatMap((folder) => filesBelow(folder, dist));
  const sources = sourceFolders.flatMap((folder) => filesBelow(folder));
  for (const file of staleOutputs(outputs, sources)) rmSync(path.join(dist, file));
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, state);
}

/** @type {import("./step.mjs").Step} */
export const compiledLibrary = {
  name: "build",
  done: () =>
    existsSync(stamp) && readFileSync(stamp, "utf8") === sourceState() ? "dist is current" : null,
  async work() {
    await compile();
    return "lib, test and bench compiled to dist";
  },
};
