import { spawnSync } from "node:child_process";

/**
 * The peak memory of this process so far, less what a Node that does nothing holds (its own peak would
 * not do: a new process's counts from what its parent held).
 */
export function peakMegabytes(): number {
  const peak = process.resourceUsage().maxRSS / 1024;
  const script = "console.log(process.memoryUsage.rss() / 2 ** 20)";
  return peak - Number(spawnSync(process.execPath, ["-e", script], { encoding: "utf8" }).stdout);
}
