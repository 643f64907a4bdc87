import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout } from "node:timers/promises";

const main = path.resolve(__dirname, "../../lib/cli/main.js");

/** How a run of `interestlab run` ended. */
export interface KilledRun {
  readonly code: number | null;
  readonly wasKilled: boolean;
  readonly out: string;
  readonly err: string;
}

/** `interestlab run`, killed by SIGKILL after so long, if it still runs. */
export async function runAndKill(
  args: readonly string[],
  folder: string,
  killMs: number | null,
): Promise<KilledRun> {
  // Without a PATH no browser is found, which would take its time for pictures.
  const env = { ...process.env, PATH: "" };
  const child = spawn(process.execPath, [main, "run", ...args], { cwd: folder, env });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = once(child, "close") as Promise<[number | null, string | null]>;
  const stop = new AbortController();
  if (killMs !== null) {
    void setTimeout(killMs, undefined, { signal: stop.signal }).then(
      () => child.kill("SIGKILL"),
      () => false,
    );
  }
  const [code, signal] = await ended;
  stop.abort();
  return { code, wasKilled: signal === "SIGKILL", out, err };
}
