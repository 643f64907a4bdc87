import { type MalformedRow } from "./delimited";
import { type Encoding, fileLines, NOT_UTF8 } from "./textFile";

/**
 * The rows of sequence lines, `user item item ...` oldest first: one for each item. A line of a
 * user alone has none.
 */
export async function* sequenceRecords(
  file: string,
  encoding: Encoding,
): AsyncGenerator<{ rows: string[][]; lines: number[]; malformed: MalformedRow[] }> {
  for await (const batch of fileLines(file, encoding)) {
    const rows: string[][] = [];
    const lines: number[] = [];
    const malformed: MalformedRow[] = [];
    for (const [line, text, isBroken] of batch) {
      if (isBroken || text.includes("\0")) {
        malformed.push({ line, text, reason: isBroken ? NOT_UTF8 : "a NUL character" });
        continue;
      }
      const [user, ...items] = text.trim().split(/[ \t]+/);
      for (const item of items) {
        rows.push([user, item]);
        lines.push(line);
      }
    }
    yield { rows, lines, malformed };
  }
}
