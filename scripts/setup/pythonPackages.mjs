// JupyterLab and the notebook runner, in the project's own virtual environment.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, venv, venvProgram } from "./paths.mjs";
import { output, run } from "./run.mjs";
import { findPython } from "./tools.mjs";

export const pipVersion = "26.3";
const requirements = path.join(root, "scripts/requirements.txt");
const stamp = path.join(venv, "interestlab.json");

const wanted = () =>
  createHash("sha256").update(pipVersion).update(readFileSync(requirements)).digest("hex");

/** @type {import("./step.mjs").Step} */
export const pythonPackages = {
  name: "Python packages",
  done() {
    if (!existsSync(stamp)) return null;
    const { requirements: present, folder } = JSON.parse(readFileSync(stamp, "utf8"));
    // The folder is in its programs' first lines: a checkout that was moved needs a new one.
    if (present !== wanted() || folder !== venv) return null;
    return output(venvProgram("python"), ["-c", ""]) === null ? null : ".venv";
  },
  async work() {
    const python = findPython();
    rmSync(venv, { recursive: true, force: true });
    await run(python, ["-m", "venv", venv]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await run(venvProgram("python"), [...pip, `pip==${pipVersion}`]);
    await run(venvProgram("python"), [...pip, "-r", requirements]);
    writeFileSync(`${stamp}.new`, JSON.stringify({ requirements: wanted(), folder: venv }));
    renameSync(`${stamp}.new`, stamp);
    return `JupyterLab and papermill in .venv, by ${python}`;
  },
};
