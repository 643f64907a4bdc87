import { spawnSync } from "node:child_process";

/** The peak memory of this process so far, less that of a Node that does nothing. */
export function peakMegabytes(): number {
  const peak = process.resourceUsage().maxRSS / 1024;
  const script = "console.log(process.resourceUsage().maxRSS / 1024)";
  return peak - Number(spawnSync(process.execPath, ["-e", script], { encoding: "utf8" }).stdout);
}
