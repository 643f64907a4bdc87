// npm's packages: installed by `npm ci`, only when they differ from package-lock.json.
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";

/**
 * Where npm's record of what it installed differs from the lock file; null if nowhere. npm writes
 * the record last, so an interrupted installation has none.
 * @param lock - package-lock.json
 * @param installed - node_modules/.package-lock.json
 */
export function difference(lock, installed) {
  for (const [folder, wanted] of Object.entries(lock.packages)) {
    if (folder === "") continue;
    const present = installed.packages[folder];
    if (!present && wanted.optional) continue;
    if (present?.version !== wanted.version || present.integrity !== wanted.integrity) {
      return `${folder} ${wanted.version}`;
    }
  }
  return null;
}

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** npm, by the way this process was started, or by name. */
function npm(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js")
    ? run(process.execPath, [script, ...args], { cwd: root })
    : run("npm", args, { cwd: root });
}

/** @type {import("./step.mjs").Step} */
export const nodePackages = {
  name: "npm packages",
  done() {
    const record = path.join(root, "node_modules/.package-lock.json");
    if (!existsSync(record)) return null;
    const lock = readJson(path.join(root, "package-lock.json"));
    return difference(lock, readJson(record)) === null ? "as in package-lock.json" : null;
  },
  async work() {
    await npm(["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]);
    return `${Object.keys(readJson(path.join(root, "package-lock.json")).packages).length} packages`;
  },
};

/**
 * node_modules/interestlab -> the checkout, so that notebooks import the library by the name that
 * works in any project.
 * @type {import("./step.mjs").Step}
 */
export const selfLink = {
  name: "own name",
  done() {
    return existsSync(path.join(root, "node_modules/interestlab/package.json"))
      ? 'import "interestlab" works'
      : null;
  },
  async work() {
    const link = path.join(root, "node_modules/interestlab");
    if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link, { recursive: true });
    symlinkSync("..", link);
    return "node_modules/interestlab -> ..";
  },
};
