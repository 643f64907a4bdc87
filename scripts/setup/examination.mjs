// What the doctor finds: one row a part, each with what to do where it is wrong.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readStamp, tfjsNode } from "./addon.mjs";
import { chromiumAdvice, findChromium } from "./chromium.mjs";
import { SetupError } from "./SetupError.mjs";
import { root, venvProgram } from "./paths.mjs";
import { output } from "./run.mjs";
import { probe } from "./tensorflow.mjs";
import { checkNode, findCompiler, findPython, installCommand } from "./tools.mjs";
import { tensorflowVersion } from "./wheel.mjs";

/** A checkout has its sources' lock file; the published package has not. */
const isCheckout = existsSync(path.join(root, "package-lock.json"));
const setupCommand = isCheckout ? "npm run setup" : "npx interestlab setup";
const require = createRequire(path.join(root, "package.json"));

const good = (name, found) => ({ name, found, level: "good" });
const note = (name, found, advice) => ({ name, found, level: "note", advice });
const wrong = (name, found, advice) => ({ name, found, level: "wrong", advice });

/** @returns {{name: string, found: string, level: "good" | "note" | "wrong", advice?: string}[]} */
export function examine() {
  return [
    node(),
    good("npm", output("npm", ["--version"]) ?? "none on the PATH"),
    good("interestlab", readVersion(path.join(root, "package.json"))),
    python(),
    compiler(),
    ...(isCheckout ? [kernel()] : []),
    chromium(),
    ...computing(),
  ];
}

const readVersion = (file) => JSON.parse(readFileSync(file, "utf8")).version;

function node() {
  const found = `${process.versions.node} (${process.platform} ${process.arch})`;
  try {
    checkNode();
    return good("node", found);
  } catch (error) {
    return wrong("node", found, error.message);
  }
}

function python() {
  const own = output(venvProgram("python"), ["--version"]);
  if (own !== null) return good("python", `${own.replace("Python ", "")} in .venv`);
  try {
    const found = output(findPython(), ["--version"])?.replace("Python ", "");
    return isCheckout ? wrong("python", `${found}, no .venv`, setupCommand) : good("python", found);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return (isCheckout ? wrong : note)("python", "none that fits", error.message);
  }
}

function compiler() {
  const command = findCompiler();
  if (command === null) {
    const advice = `only needed to build the addon: ${installCommand("compiler")}`;
    return note("C++ compiler", "none", advice);
  }
  return good("C++ compiler", output(command, ["--version"]).split("\n")[0]);
}

function kernel() {
  const file = path.join(root, ".venv/share/jupyter/kernels/tslab/kernel.json");
  const version = packageVersion("tslab");
  if (version === null || !existsSync(file)) return wrong("tslab", "not set up", setupCommand);
  return good("tslab", `${version}, kernel in .venv`);
}

function packageVersion(name) {
  try {
    return readVersion(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

function chromium() {
  const found = findChromium();
  return found ? good("chromium", found) : note("chromium", "none", chromiumAdvice());
}

/** TensorFlow, and what it answers. */
function computing() {
  const tfjs = packageVersion("@tensorflow/tfjs-node");
  if (tfjs === null) return [wrong("tfjs-node", "not installed", setupCommand)];
  const rows = [good("tfjs-node", tfjs)];
  const found = probe();
  if (found.error) return [...rows, wrong("TensorFlow", found.error, setupCommand)];
  rows.push(library(found), good("backend", found.backend), good("threads", threads()));
  if (!existsSync(path.join(root, "dist/lib/native/index.js"))) {
    return [...rows, wrong("library", "not built", setupCommand)];
  }
  return [...rows, ...answers()];
}

/** Where the addon's library really is. */
const libraryLocation = () => path.dirname(realpathSync(path.join(tfjsNode(), "deps/lib")));

function library(found) {
  const source = readStamp()?.source;
  const from = {
    wheel: () => `from the PyPI wheel, unpacked in ${libraryLocation()}`,
    download: () => "from tfjs-node's own download",
    "already there": () => "an addon that was there before set-up",
  }[source];
  const text = `${found.tensorflow} ${from?.() ?? "of unknown origin"}`;
  if (found.tensorflow === tensorflowVersion) return good("TensorFlow", text);
  const advice =
    `reports may differ from those of ${tensorflowVersion}; with a C++ compiler ` +
    `(${installCommand("compiler")}) ${setupCommand} builds on that`;
  return note("TensorFlow", text, advice);
}

/** TensorFlow takes as many threads as there are cores, unless these variables say less. */
function threads() {
  const names = ["TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"];
  const set = names
    .filter((name) => process.env[name])
    .map((name) => `${name}=${process.env[name]}`);
  return [`${os.availableParallelism()} cores`, ...set].join(", ");
}

function answers() {
  const script = fileURLToPath(new URL("answers.mjs", import.meta.url));
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: "utf8",
  });
  if (status !== 0) {
    const said = stderr.trim().split("\n").slice(-3).join(" ");
    return [wrong("answers", `ended with ${signal ?? status}: ${said}`, setupCommand)];
  }
  return JSON.parse(stdout.trim().split("\n").at(-1)).map(({ name, ok, detail }) =>
    ok ? good(name, detail) : wrong(name, detail, setupCommand),
  );
}
