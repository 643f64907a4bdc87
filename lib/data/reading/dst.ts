import { type MalformedRow, splitRecord } from "./delimited";
import { type Encoding, fileLines, NOT_UTF8 } from "./textFile";

/** Whether these are the first lines of the UCI archive's sparse form: `I,4,"site"`, `A,...`, `C,...`. */
export function isDst(lines: readonly string[]): boolean {
  return /^I,\d+,"/.test(lines[0] ?? "") && lines.every((line) => /^[A-Z],/.test(line));
}

/**
 * The rows of the UCI archive's sparse form (MSWeb): a line `C,"user",user` opens a user's case, and
 * each line `V,item,1` after it is one row. Lines of other letters describe the file or its items.
 */
export async function* dstRecords(
  file: string,
  encoding: Encoding,
): AsyncGenerator<{ rows: string[][]; lines: number[]; malformed: MalformedRow[] }> {
  let user: string | null = null;
  for await (const batch of fileLines(file, encoding)) {
    const rows: string[][] = [];
    const lines: number[] = [];
    const malformed: MalformedRow[] = [];
    for (const [line, text, isBroken] of batch) {
      if (text.trim() === "") continue;
      const fields = splitRecord(text, ",");
      const isKnown = /^[A-Z],/.test(text) && (fields?.length ?? 0) >= 2 && !text.includes("\0");
      const isCase = text.startsWith("C,");
      if (isCase) user = isKnown ? fields![1] : null;
      if (isBroken || !isKnown) {
        malformed.push({ line, text, reason: isBroken ? NOT_UTF8 : "no line of the form LETTER,..." });
      } else if (text.startsWith("V,")) {
        if (user === null) malformed.push({ line, text, reason: "an item before any user" });
        else {
          rows.push([user, fields![1]]);
          lines.push(line);
        }
      }
    }
    yield { rows, lines, malformed };
  }
}
