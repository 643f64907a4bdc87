import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** The folder of the package: above `dist/lib/cli`. */
const packageRoot = path.resolve(__dirname, "../../..");

/**
 * Runs one of the package's plain scripts, which work before anything is built or installed.
 * Its exit code becomes this process's.
 */
export async function runScript(name: string, args: readonly string[]): Promise<void> {
  const script = path.join(packageRoot, "scripts", name);
  const child = spawn(process.execPath, [script, ...args], { stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  process.exitCode = code ?? 1;
}
