import { spawn } from "node:child_process";

/**
 * Runs the main job of a command in this terminal. Ctrl-C is the job's to answer; its exit code
 * becomes this process's.
 */
export function handOver(command, args, options = {}) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.removeAllListeners(signal);
  process.on("SIGINT", () => undefined);
  const child = spawn(command, args, { stdio: "inherit", ...options });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
      resolve(process.exitCode);
    });
  });
}
