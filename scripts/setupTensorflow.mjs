// interestlab setup: TensorFlow for the @tensorflow/tfjs-node beside an installed interestlab.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "./setup/paths.mjs";
import { pipVersion } from "./setup/pythonPackages.mjs";
import { run } from "./setup/run.mjs";
import { main, runSteps } from "./setup/step.mjs";
import { tensorflow } from "./setup/tensorflow.mjs";
import { checkNode, findPython } from "./setup/tools.mjs";

/** A Python with the pip that set-up was tried with, kept in the cache. */
async function findPip() {
  const folder = path.join(cacheFolder(), `pip-${pipVersion}`);
  const python = path.join(folder, "bin/python");
  if (existsSync(path.join(folder, "ready"))) return python;
  mkdirSync(cacheFolder(), { recursive: true });
  await run(findPython(), ["-m", "venv", "--clear", folder]);
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  await run(python, [...install, `pip==${pipVersion}`]);
  mkdirSync(path.join(folder, "ready"));
  return python;
}

await main(async () => {
  checkNode();
  await runSteps([tensorflow(findPip)], { verbose: true });
});
