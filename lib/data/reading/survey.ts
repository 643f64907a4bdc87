import { isUtf8 } from "node:buffer";
import { sniffDelimiter } from "./delimited";
import { type Encoding, fileBytes, guessEncoding, MAX_LINE_BYTES } from "./textFile";

/** What one pass over a text file's bytes tells. */
export interface Survey {
  readonly delimiter: string;
  readonly encoding: Encoding;
  /** Whether all bytes that were looked at are UTF-8. */
  readonly isUtf8: boolean;
  /** The first lines, at most `SAMPLE_LINES` that aren't blank. */
  readonly sample: readonly string[];
  /**
   * How many lines the file has if it is plain: UTF-8 without quotes, NUL or a byte order mark,
   * every line with the same number of fields and the same end, none blank. A plain file's rows are
   * its lines, so that any engine's reader finds the same rows. Null if it isn't.
   */
  readonly plainLineCount: number | null;
  readonly newline: "\n" | "\r\n";
}

const SAMPLE_BYTES = 1 << 16;
const SAMPLE_LINES = 200;
const [LF, CR, QUOTE, NUL] = [0x0a, 0x0d, 0x22, 0x00];

/**
 * Reads a text file once: its separator and encoding from the first lines, and whether it is plain.
 *
 * @param known - the separator and the encoding, if they are; else UTF-8, or UTF-16 by its mark
 */
export async function survey(
  file: string,
  known: { delimiter?: string; encoding?: Encoding } = {},
): Promise<Survey> {
  const { delimiter } = known;
  let count: LineCount | null = null;
  let head: Buffer = Buffer.alloc(0);
  let isWholeUtf8 = true;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of fileBytes(file)) {
    if (head.length < SAMPLE_BYTES) head = Buffer.concat([head, piece]);
    if (rest.length > MAX_LINE_BYTES) break;
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const end = bytes.lastIndexOf(LF) + 1;
    rest = Buffer.from(bytes.subarray(end));
    if (end === 0) continue;
    isWholeUtf8 &&= isUtf8(bytes.subarray(0, end));
    if (count?.plain === false && !isWholeUtf8) break;
    count ??= new LineCount(delimiter ?? sniffDelimiter(file, sampleLines(head, known.encoding)), head);
    count.add(bytes.subarray(0, end));
  }
  const lines = sampleLines(head, known.encoding);
  count ??= new LineCount(delimiter ?? sniffDelimiter(file, lines), head);
  if (rest.length > 0) {
    isWholeUtf8 &&= isUtf8(rest);
    count.add(Buffer.concat([rest, Buffer.from(count.newline)]));
  }
  const marked = guessEncoding(head.subarray(0, 2)) === "utf-16le" ? "utf-16le" : null;
  const encoding = known.encoding ?? marked ?? "utf-8";
  return {
    delimiter: count.delimiter,
    encoding,
    isUtf8: isWholeUtf8,
    sample: lines,
    plainLineCount: count.plain && isWholeUtf8 && encoding === "utf-8" ? count.lineCount : null,
    newline: count.newline,
  };
}

/** Counts lines while every one has the shape of the first. */
class LineCount {
  readonly delimiter: string;
  readonly newline: "\n" | "\r\n";
  plain: boolean;
  lineCount = 0;
  #fieldsInFirst = -1;

  constructor(delimiter: string, head: Buffer) {
    this.delimiter = delimiter;
    const firstEnd = head.indexOf(LF);
    this.newline = firstEnd > 0 && head[firstEnd - 1] === CR ? "\r\n" : "\n";
    // Runs of spaces separate once, which no engine's reader does; marks would stick to a name.
    this.plain = delimiter !== " " && !(head[0] >= 0xef && head[1] >= 0xbb);
  }

  /** @param bytes - whole lines */
  add(bytes: Buffer): void {
    if (!this.plain) return;
    this.plain = !bytes.includes(QUOTE) && !bytes.includes(NUL) && this.#isRectangular(bytes);
  }

  #isRectangular(bytes: Buffer): boolean {
    const first = this.delimiter.charCodeAt(0);
    const second = this.delimiter.length > 1 ? this.delimiter.charCodeAt(1) : -1;
    const wantsReturn = this.newline === "\r\n";
    let separators = 0;
    let returns = 0;
    let lineStart = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === first) {
        if (second === -1) separators++;
        else if (bytes[i + 1] === second) {
          separators++;
          i++;
        }
      } else if (byte === LF) {
        if (this.#fieldsInFirst < 0) this.#fieldsInFirst = separators;
        const isBlank = i - lineStart === (wantsReturn ? 1 : 0);
        const endsRight = wantsReturn ? returns === 1 && bytes[i - 1] === CR : returns === 0;
        if (separators !== this.#fieldsInFirst || isBlank || !endsRight) return false;
        this.lineCount++;
        separators = 0;
        returns = 0;
        lineStart = i + 1;
      } else if (byte === CR) returns++;
    }
    return true;
  }
}

function sampleLines(head: Buffer, encoding?: Encoding): string[] {
  const isCut = head.length > SAMPLE_BYTES;
  const lastEnd = head.subarray(0, SAMPLE_BYTES).lastIndexOf(LF);
  const bytes = isCut ? head.subarray(0, lastEnd > 0 ? lastEnd : SAMPLE_BYTES) : head;
  const text = new TextDecoder(encoding ?? guessEncoding(bytes)).decode(bytes);
  const end = !text.includes("\n") && text.includes("\r") ? /\r/ : /\r?\n/;
  return text
    .split(end)
    .filter((line) => line.trim() !== "")
    .slice(0, SAMPLE_LINES);
}
