// Runs other programs: quietly, with their output kept for the error message.
import { spawn, spawnSync } from "node:child_process";
import { SetupError } from "./SetupError.mjs";

/** The programs running now, ended with this process. */
const children = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(signal === "SIGINT" ? 130 : 143);
  });
}

/**
 * @param options - `show: "stderr"` passes the program's stderr (its progress) through
 * @returns what it wrote to stdout
 * @throws SetupError with part of its output if it fails
 */
export function run(command, args, options = {}) {
  const { show, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", show === "stderr" ? "inherit" : "pipe"],
      ...spawnOptions,
    });
    children.add(child);
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (chunk) => (stdout += chunk));
    child.stderr?.on("data", (chunk) => (stderr += chunk));
    child.on("error", (error) => {
      children.delete(child);
      reject(new SetupError(`${command} can't be run: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      children.delete(child);
      if (code === 0) return resolve(stdout);
      const said = excerpt(stderr.trim() || stdout.trim());
      const line = [command, ...args].join(" ");
      reject(new SetupError(`${line}\nended with ${signal ?? `code ${code}`}\n${said}`));
    });
  });
}

/** What a program prints on stdout, trimmed, or null if it can't be run or fails. */
export function output(command, args, options = {}) {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", ...options });
  return status === 0 ? stdout.trim() : null;
}

/** The first and the last lines: npm says what is wrong first, compilers and pip last. */
function excerpt(text, count = 12) {
  const lines = text.split("\n");
  if (lines.length <= 2 * count) return text;
  return [...lines.slice(0, count), "...", ...lines.slice(-count)].join("\n");
}
