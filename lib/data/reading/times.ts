/** How a log spells its time stamps. */
export type TimeFormat = "seconds" | "milliseconds" | "microseconds" | "nanoseconds" | "iso";

/** Milliseconds of one unit of a numeric time format. */
export const MS_PER_UNIT: Readonly<Record<Exclude<TimeFormat, "iso">, number>> = {
  seconds: 1000,
  milliseconds: 1,
  microseconds: 1e-3,
  nanoseconds: 1e-6,
};

/** Spellings of a missing value or time, lower case. */
export const MISSING: readonly string[] = ["na", "nan", "n/a", "null", "none", "\\n"];

/**
 * The format of a column of time stamps, from some of its cells: ISO 8601 unless most are numbers,
 * whose median tells the unit (seconds reach 10^11 in the year 5138, milliseconds 10^14).
 */
export function sniffTimeFormat(cells: readonly string[]): TimeFormat {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const numbers = filled.map(Number).filter((number) => Number.isFinite(number));
  if (numbers.length * 2 < filled.length) return "iso";
  const median = numbers.map(Math.abs).sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
  if (median < 1e11) return "seconds";
  if (median < 1e14) return "milliseconds";
  return median < 1e17 ? "microseconds" : "nanoseconds";
}
