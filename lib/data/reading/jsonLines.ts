import { type MalformedRow } from "./delimited";
import { fileLines, NOT_UTF8 } from "./textFile";

/** Rows of a JSON Lines file, cells as text in the order of the names; null where there is none. */
export interface JsonBatch {
  readonly rows: (string | null)[][];
  readonly lines: number[];
  readonly malformed: MalformedRow[];
}

/** The names that occur in the first rows, in order of appearance, and those rows. */
export async function sampleJson(
  file: string,
): Promise<{ names: string[]; sample: (string | null)[][] }> {
  const objects: Record<string, unknown>[] = [];
  for await (const lines of fileLines(file, "utf-8")) {
    for (const [, text] of lines.slice(0, 200)) {
      const parsed = text.trim() === "" ? "blank" : parse(text);
      if (typeof parsed !== "string") objects.push(parsed);
    }
    if (objects.length > 0) break;
  }
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  if (names.length === 0) {
    throw new RangeError(`readInteractions requires JSON objects, one a line, got none in ${file}`);
  }
  return { names, sample: objects.map((object) => names.map((name) => cell(object[name]))) };
}

/** The rows of a JSON Lines file; a line that is no JSON object is malformed. */
export async function* jsonRecords(
  file: string,
  names: readonly string[],
): AsyncGenerator<JsonBatch> {
  for await (const lines of fileLines(file, "utf-8")) {
    const batch: JsonBatch = { rows: [], lines: [], malformed: [] };
    for (const [line, text, isBroken] of lines) {
      if (text.trim() === "") continue;
      if (isBroken) {
        batch.malformed.push({ line, text, reason: NOT_UTF8 });
        continue;
      }
      const parsed = parse(text);
      if (typeof parsed === "string") {
        batch.malformed.push({ line, text, reason: parsed });
        continue;
      }
      batch.rows.push(names.map((name) => cell(parsed[name])));
      batch.lines.push(line);
    }
    yield batch;
  }
}

/** The object of a line, or why there is none. */
function parse(text: string): Record<string, unknown> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "no JSON";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "no JSON object";
  const object = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(object)) {
    // JSON.parse rounds such numbers, so two ids could become one.
    if (typeof field === "number" && Number.isInteger(field) && !Number.isSafeInteger(field)) {
      return `an integer beyond 2^53 in ${name} (write it as a string)`;
    }
    if (typeof field === "string" && field.includes("\0")) return "a NUL character";
  }
  return object;
}

function cell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
