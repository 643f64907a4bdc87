// The TypeScript kernel, registered in the project's virtual environment.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, venv } from "./paths.mjs";

const folder = path.join(venv, "share/jupyter/kernels/tslab");
const file = path.join(folder, "kernel.json");

/**
 * What `tslab install --prefix=.venv` writes, with both programs by their full path: this
 * checkout's tslab, run by the Node that set it up, whatever the PATH says later.
 */
export function kernelSpec(node = process.execPath, checkout = root) {
  const tslab = path.join(checkout, "node_modules/tslab/bin/tslab");
  return {
    argv: [node, tslab, "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
  };
}

const text = () => JSON.stringify(kernelSpec(), null, 2);

/** @type {import("./step.mjs").Step} */
export const kernel = {
  name: "notebook kernel",
  done: () => (existsSync(file) && readFileSync(file, "utf8") === text() ? "tslab" : null),
  async work() {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, text());
    renameSync(`${file}.new`, file);
    return "tslab in .venv";
  },
};
