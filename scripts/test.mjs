// npm test: sets up what is missing, then lint, format check and every test but the browser's:
// units, notebooks and packaging. Ends with node's own summary.
import { readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { handOver } from "./setup/handOver.mjs";
import { root } from "./setup/paths.mjs";
import { projectSetup } from "./setup/projectSetup.mjs";
import { run } from "./setup/run.mjs";
import { main, runSteps } from "./setup/step.mjs";

/** A step that is never done already: it checks. */
const check = (name, script, args) => ({
  name,
  done: () => null,
  async work() {
    await run(process.execPath, [path.join(root, "node_modules", script), ...args], { cwd: root });
    return "clean";
  },
});

/** These take their time, so they come after the units. */
const slowFolders = ["resuming", "notebooks", "packaging"];

function testFiles() {
  const slowness = (file) => slowFolders.indexOf(file.split(path.sep)[0]);
  return readdirSync(path.join(root, "dist/test"), { recursive: true })
    .filter((file) => file.endsWith(".js") && !/^(support|fixtures|browser)\b/.test(file))
    .sort((a, b) => slowness(a) - slowness(b) || (a < b ? -1 : 1))
    .map((file) => path.join("dist/test", file));
}

await main(async () => {
  await projectSetup();
  await runSteps([
    check("lint", "eslint/bin/eslint.js", ["."]),
    check("format", "prettier/bin/prettier.cjs", ["--check", "."]),
  ]);
  const concurrency = `--test-concurrency=${os.availableParallelism()}`;
  const runner = ["--test", "--test-reporter=spec", concurrency];
  await handOver(process.execPath, [...runner, ...testFiles()], { cwd: root });
});
