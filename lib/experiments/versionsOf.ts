import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** What figures may depend on besides the experiment. */
export interface Versions {
  readonly interestlab: string;
  readonly node: string;
  /** null where no model of the library takes part. */
  readonly tensorflow: string | null;
  readonly duckdb: string;
  readonly platform: string;
  readonly processor: string;
  /** Of the folder that the experiment is run from; null outside a repository. */
  readonly git: { readonly revision: string; readonly isChanged: boolean } | null;
}

/** The versions of everything at work, and the git revision of the working folder. */
export function versionsOf(tensorflow: string | null): Versions {
  const version = (name: string): string => {
    const file = require.resolve(`${name}/package.json`);
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  };
  const own = path.resolve(__dirname, "../../../package.json");
  return {
    interestlab: (JSON.parse(readFileSync(own, "utf8")) as { version: string }).version,
    node: process.version,
    tensorflow,
    duckdb: version("@duckdb/node-api"),
    platform: `${process.platform} ${process.arch} ${os.release()}`,
    processor: `${os.cpus()[0].model}, ${os.availableParallelism()} threads`,
    git: gitRevision(),
  };
}

function gitRevision(): Versions["git"] {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    return {
      revision: git("rev-parse", "HEAD"),
      isChanged: git("status", "--porcelain", "--untracked-files=no") !== "",
    };
  } catch {
    return null;
  }
}
