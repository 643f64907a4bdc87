import { type Encoding, fileLines, NOT_UTF8, type NumberedLine } from "./textFile";

/** Separators that are looked for, earlier ones first where several fit. */
const DELIMITERS = [",", "\t", "::", ";", "|", " "] as const;

/** Separators that a file's ending settles. */
const DELIMITER_OF_ENDING: readonly (readonly [RegExp, string])[] = [
  [/\.(tsv|tab|inter)(\.gz)?$/i, "\t"],
];

/** How many lines a record in quotes may span before its quote counts as never closed. */
const MAX_RECORD_LINES = 100;

/** A row that can't be read as one: where it stands and why. */
export interface MalformedRow {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/** Rows of a delimited file. */
export interface RecordBatch {
  readonly rows: string[][];
  /** Each row's line, from 1; of a row over several lines, its first. */
  readonly lines: number[];
  readonly malformed: MalformedRow[];
}

/** The separator of a file, by its ending or by what its first lines agree on. */
export function sniffDelimiter(file: string, lines: readonly string[]): string {
  const settled = DELIMITER_OF_ENDING.find(([ending]) => ending.test(file));
  if (settled) return settled[1];
  let best = ",";
  let bestShare = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => splitRecord(line, delimiter)?.length ?? 0);
    const share = counts.filter((count) => count > 1 && count === counts[0]).length / counts.length;
    if (share > bestShare + 0.05) {
      best = delimiter;
      bestShare = share;
    }
  }
  // Sequence lines agree on no number of fields.
  const isSequence = bestShare < 0.5 && lines.every((line) => /^\S+( +\S+)* *$/.test(line));
  return isSequence && lines.some((line) => line.includes(" ")) ? " " : best;
}

/**
 * The fields of a record: fields in double quotes may hold the separator, line ends, and quotes
 * doubled. A quote inside an unquoted field is an ordinary character. Runs of spaces separate once.
 *
 * @returns null if a quote isn't closed, undefined if text follows a closing quote
 */
export function splitRecord(text: string, delimiter: string): string[] | null | undefined {
  if (delimiter === " ") return text.trim().split(/ +/);
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  let position = 0;
  for (;;) {
    if (text[position] !== '"') {
      const end = text.indexOf(delimiter, position);
      if (end < 0) {
        fields.push(text.slice(position));
        return fields;
      }
      fields.push(text.slice(position, end));
      position = end + delimiter.length;
      continue;
    }
    let close = text.indexOf('"', position + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close < 0) return null;
    fields.push(text.slice(position + 1, close).replaceAll('""', '"'));
    position = close + 1;
    if (position === text.length) return fields;
    if (!text.startsWith(delimiter, position)) return undefined;
    position += delimiter.length;
  }
}

/**
 * The records of a delimited file, the header included, each with `columnCount` fields. Blank
 * lines are no rows. A row that has another number of fields, a NUL character, a bad quote, or bytes
 * that are not of the encoding is malformed; reading goes on at the next line.
 */
export async function* records(
  file: string,
  options: { delimiter: string; encoding: Encoding; columnCount: number },
): AsyncGenerator<RecordBatch> {
  const { delimiter, columnCount } = options;
  let pending: NumberedLine[] = [];
  let batch: RecordBatch = { rows: [], lines: [], malformed: [] };
  const reject = ([line, text]: NumberedLine, reason: string) =>
    batch.malformed.push({ line, text, reason });

  /** Takes one record from the queue's front; false where it may go on in lines still to come. */
  const takeRecord = (queue: NumberedLine[], at: number, isEnd: boolean): number => {
    const [line, first] = queue[at];
    if (/^ *$/.test(first)) return 1;
    let text = first;
    let fields = splitRecord(text, delimiter);
    let span = 1;
    while (fields === null && at + span < queue.length && span < MAX_RECORD_LINES) {
      text += `\n${queue[at + span][1]}`;
      span++;
      fields = splitRecord(text, delimiter);
    }
    if (fields === null && !isEnd && span < MAX_RECORD_LINES) return 0;
    if (fields && queue.slice(at, at + span).some(([, , isBroken]) => isBroken)) {
      reject([line, text], NOT_UTF8);
      return span;
    }
    const reason =
      fields === null
        ? "a quote that is never closed"
        : fields === undefined
          ? "text after a closing quote"
          : fields.length !== columnCount
            ? `${fields.length} fields where ${columnCount} are due`
            : text.includes("\0")
              ? "a NUL character"
              : null;
    if (reason !== null) {
      reject(queue[at], reason);
      return 1;
    }
    batch.rows.push(fields!);
    batch.lines.push(line);
    return span;
  };

  const drain = (isEnd: boolean): void => {
    let at = 0;
    while (at < pending.length) {
      const taken = takeRecord(pending, at, isEnd);
      if (taken === 0) break;
      at += taken;
    }
    pending = pending.slice(at);
  };

  for await (const lines of fileLines(file, options.encoding)) {
    pending = pending.length > 0 ? pending.concat(lines) : lines;
    drain(false);
    yield batch;
    batch = { rows: [], lines: [], malformed: [] };
  }
  drain(true);
  yield batch;
}
