import { type SqlEngine } from "../sql";
import { type FileScan, quoteName } from "../sql";
import { looksLikeHeader, type ColumnMap } from "./columns";
import { type MalformedRow, records, splitRecord } from "./delimited";
import { jsonRecords, sampleJson } from "./jsonLines";
import { sequenceRecords } from "./sequences";
import { type Survey, survey } from "./survey";
import { type Encoding, fileLines, isGzip, NOT_UTF8 } from "./textFile";
import { dstRecords, isDst } from "./dst";

/** How a file is laid out. */
export type LogFormat = "delimited" | "jsonl" | "parquet" | "sequence" | "dst";

/** A file of rows, opened so that SQL can read it. */
export interface LogFile {
  readonly path: string;
  readonly format: LogFormat;
  /** Column names, or null where the file has none. */
  readonly names: readonly string[] | null;
  readonly columnCount: number;
  /** SQL over the file's rows, in file order. */
  readonly scan: string;
  /** The expression of a column in `scan`. */
  readonly column: (position: number) => string;
  /** The SQL type of a column in `scan`; "VARCHAR" for text. */
  readonly columnType: (position: number) => string;
  /** Some cells of a column, as text. */
  readonly sample: (position: number) => Promise<string[]>;
  /** How many rows `scan` must give; null where only the engine knows. */
  readonly rowCount: number | null;
  /** The line of a row of `scan`, both from their first: line 1, row 0. For Parquet, the row from 1. */
  readonly lineOf: (row: number) => number;
  readonly malformed: readonly MalformedRow[];
}

/** What a caller may fix about a file's layout. */
export interface LayoutOptions {
  readonly format?: LogFormat;
  readonly delimiter?: string;
  /** Default UTF-8, or UTF-16 by its mark: a row with other bytes is malformed. */
  readonly encoding?: Encoding;
  readonly columns?: ColumnMap;
  /** Column names of a file without a header. */
  readonly names?: readonly string[];
}

/**
 * Opens a file of rows. A plain file is left to the engine's own reader; any other text is parsed
 * here, row by row, so that each row is either taken or named as malformed.
 *
 * @param table - a name for the table that holds parsed rows
 * @throws RangeError naming the file if it can't be read
 */
export async function openLogFile(
  engine: SqlEngine,
  path: string,
  table: string,
  options: LayoutOptions,
): Promise<LogFile> {
  const format = options.format ?? formatOf(path);
  if (format === "parquet") return openParquet(engine, path);
  if (format === "jsonl") return openJson(engine, path, table);
  const found = await survey(path, options);
  if (found.sample.length === 0) {
    throw new RangeError(`readInteractions requires rows, got an empty file: ${path}`);
  }
  if (format === "dst" || (options.format === undefined && isDst(found.sample))) {
    return openPairs(engine, path, table, "dst", dstRecords(path, found.encoding));
  }
  if (format === "sequence" || (options.format === undefined && isSequence(path, found))) {
    return openPairs(engine, path, table, "sequence", sequenceRecords(path, found.encoding));
  }
  return openDelimited(engine, path, table, found, options);
}

function formatOf(path: string): LogFormat {
  if (/\.(parquet|pq)$/i.test(path)) return "parquet";
  return /\.(jsonl|ndjson)(\.gz)?$/i.test(path) ? "jsonl" : "delimited";
}

/** Lines of ids between single spaces, no two kinds of length alike. */
function isSequence(path: string, { delimiter, sample }: Survey): boolean {
  if (delimiter !== " " || !/\.txt(\.gz)?$/i.test(path)) return false;
  const lengths = sample.map((line) => line.trim().split(/ +/).length);
  return new Set(lengths).size > 1 || lengths[0] > 4;
}

async function openDelimited(
  engine: SqlEngine,
  path: string,
  table: string,
  found: Survey,
  options: LayoutOptions,
): Promise<LogFile> {
  const { delimiter, encoding, newline } = found;
  const [first, ...others] = found.sample.map((line) => splitRecord(line, delimiter) ?? [line]);
  const hasHeader = !options.names && isHeader(first, others, options.columns);
  const columnCount = first.length;
  const names = options.names ?? (hasHeader ? first.map((name) => name.trim()) : null);
  const parts = {
    path,
    format: "delimited" as const,
    names,
    columnCount,
    column: (position: number) => `c${position}`,
    columnType: () => "VARCHAR",
    sample: (position: number) =>
      Promise.resolve((hasHeader ? others : [first, ...others]).map((row) => row[position] ?? "")),
  };
  const skippedLines = hasHeader ? 1 : 0;
  if (found.plainLineCount !== null) {
    const gzip = isGzip(path);
    const scan: FileScan = {
      format: "delimited",
      path,
      delimiter,
      columnCount,
      skippedLines,
      newline,
      gzip,
    };
    return {
      ...parts,
      scan: engine.scan(scan),
      rowCount: found.plainLineCount - skippedLines,
      lineOf: (row) => row + 1 + skippedLines,
      malformed: [],
    };
  }
  const header = hasHeader && !found.isUtf8 && encoding === "utf-8" ? found.sample[0] : "";
  if (/[\u0080-\uffff]/.test(header) && (await firstLineIsBroken(path))) {
    throw new RangeError(`readInteractions requires a header in UTF-8, got ${NOT_UTF8} at ${path}:1`);
  }
  const rows = await storeRows(
    engine,
    table,
    columnCount,
    records(path, { delimiter, encoding, columnCount }),
    hasHeader,
  );
  return { ...parts, scan: table, ...rows };
}

function isHeader(
  first: readonly string[],
  others: readonly (readonly string[])[],
  columns?: ColumnMap,
): boolean {
  const isRecBole = first.some((name) => /:(token|float)(_seq)?$/.test(name));
  if (isRecBole || looksLikeHeader(first, columns)) return true;
  const isNumber = (cell: string) => cell.trim() !== "" && Number.isFinite(Number(cell));
  const other = others.at(0);
  return other !== undefined && !first.some(isNumber) && other.some(isNumber);
}

async function openParquet(engine: SqlEngine, path: string): Promise<LogFile> {
  const scan = engine.scan({ format: "parquet", path });
  const wrong = (error: unknown) =>
    new RangeError(
      `readInteractions requires a readable Parquet file, got ` +
        `${error instanceof Error ? error.message.split("\n")[0] : String(error)} in ${path}`,
      { cause: error },
    );
  const columns = await engine.describe(`SELECT * FROM ${scan}`).catch((error: unknown) => {
    throw wrong(error);
  });
  const column = (position: number) => quoteName(columns[position].name);
  const [{ count }] = await engine
    .rows(`SELECT count(*) AS count FROM ${scan}`)
    .catch((error: unknown) => {
      throw wrong(error);
    });
  return {
    path,
    format: "parquet",
    names: columns.map(({ name }) => name),
    columnCount: columns.length,
    scan,
    column,
    columnType: (position) => columns[position].type,
    sample: async (position) => {
      const cell = column(position);
      const query = `SELECT CAST(${cell} AS VARCHAR) AS cell FROM ${scan} WHERE ${cell} IS NOT NULL`;
      const rows = await engine.rows(`${query} LIMIT 200`).catch((error: unknown) => {
        throw wrong(error);
      });
      return rows.map((row) => String(row.cell));
    },
    rowCount: Number(count),
    lineOf: (row) => row + 1,
    malformed: [],
  };
}

async function openJson(engine: SqlEngine, path: string, table: string): Promise<LogFile> {
  const { names, sample } = await sampleJson(path);
  const rows = await storeRows(engine, table, names.length, jsonRecords(path, names), false);
  return {
    path,
    format: "jsonl",
    names,
    columnCount: names.length,
    scan: table,
    column: (position) => `c${position}`,
    columnType: () => "VARCHAR",
    sample: (position) => Promise.resolve(sample.map((row) => row[position] ?? "")),
    ...rows,
  };
}

/** A file whose lines aren't its rows: users and items, parsed here. */
async function openPairs(
  engine: SqlEngine,
  path: string,
  table: string,
  format: LogFormat,
  pairs: AsyncIterable<ParsedBatch>,
): Promise<LogFile> {
  const rows = await storeRows(engine, table, 2, pairs, false);
  return {
    path,
    format,
    names: ["user", "item"],
    columnCount: 2,
    scan: table,
    column: (position) => `c${position}`,
    columnType: () => "VARCHAR",
    sample: () => Promise.resolve([]),
    ...rows,
  };
}

async function firstLineIsBroken(path: string): Promise<boolean> {
  for await (const lines of fileLines(path, "utf-8")) {
    const first = lines.find(([, text]) => text.trim() !== "");
    if (first) return first[2] === true;
  }
  return false;
}

/** Rows of one piece of a file, as parsed here. */
interface ParsedBatch {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly lines: readonly number[];
  readonly malformed: readonly MalformedRow[];
}

/** Puts parsed rows into a table of text columns c0, c1, ... */
async function storeRows(
  engine: SqlEngine,
  table: string,
  columnCount: number,
  batches: AsyncIterable<ParsedBatch>,
  hasHeader: boolean,
): Promise<{ rowCount: number; lineOf: (row: number) => number; malformed: MalformedRow[] }> {
  const lines: number[] = [];
  const malformed: MalformedRow[] = [];
  const positions = Array.from({ length: columnCount }, (_, position) => position);
  let isFirst = hasHeader;
  const append = (rows: ParsedBatch["rows"]) =>
    engine.append(
      table,
      Object.fromEntries(
        positions.map((position) => [
          `c${position}`,
          { type: "VARCHAR" as const, values: rows.map((row) => row[position]) },
        ]),
      ),
    );
  await append([]);
  for await (const batch of batches) {
    const skipped = isFirst && batch.rows.length > 0 ? 1 : 0;
    if (skipped) isFirst = false;
    malformed.push(...batch.malformed);
    for (let row = skipped; row < batch.lines.length; row++) lines.push(batch.lines[row]);
    if (batch.rows.length > skipped) await append(batch.rows.slice(skipped));
  }
  return { rowCount: lines.length, lineOf: (row) => lines[row], malformed };
}
