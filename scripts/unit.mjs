// Runs the compiled unit tests: all of them, or those whose path contains one of the arguments.
//   npm run unit            npm run unit -- metrics data/clean
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const wanted = process.argv.slice(2);
const files = readdirSync("dist/test", { recursive: true })
  .filter((file) => file.endsWith(".js"))
  .filter((file) => !/^(support|fixtures)\b/.test(file))
  // Kernels, browsers and installations take their time: these run only by name.
  .filter((file) => wanted.length > 0 || !/^(notebooks|browser|packaging|resuming)\b/.test(file))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .map((file) => path.join("dist/test", file));
if (files.length === 0) {
  console.error(`unit requires at least one test file, got none for: ${wanted.join(" ")}`);
  process.exit(1);
}
const concurrency = `--test-concurrency=${os.availableParallelism()}`;
const runner = ["--test", "--test-reporter=spec", concurrency];
const { status } = spawnSync(process.execPath, [...runner, ...files], { stdio: "inherit" });
process.exit(status ?? 1);
