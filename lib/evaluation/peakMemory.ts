import { readFileSync, writeFileSync } from "node:fs";

/** The most resident memory of this process, in bytes: all it holds, not a run's own part. */
export interface PeakMemory {
  /** Whether the high-water mark could be set back: only then is it of the time since, else of the
   * process's whole life. */
  readonly isReset: boolean;
  read(): number;
}

/**
 * Sets the process's high-water mark of resident memory back to what it holds now, where the
 * system can (Linux). Elsewhere the mark is of the process's whole life.
 */
export function watchPeakMemory(): PeakMemory {
  let isReset = false;
  try {
    writeFileSync("/proc/self/clear_refs", "5");
    isReset = true;
  } catch {
    // Another system, or no right to: the mark is of the whole life.
  }
  return { isReset, read: highWaterMark };
}

function highWaterMark(): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // No /proc: ask the system's own accounting.
  }
  return process.resourceUsage().maxRSS * 1024;
}
