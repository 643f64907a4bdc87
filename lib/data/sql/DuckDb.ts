import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  DOUBLE,
  DuckDBDataChunk,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from "@duckdb/node-api";
import { type FileFormat, type FileScan, type SqlColumn, type SqlEngine } from "./SqlEngine";
import { type SqlValue } from "./SqlEngine";
import { quoteName, quoteText } from "./sqlText";

/** Resources of the embedded engine. */
export interface DuckDbOptions {
  /** Worker threads; default: the machine's cores, at most 8. */
  readonly threads?: number;
  /** What tables and sorts may hold before they spill to disk, in MB; default 1,200. */
  readonly memoryMegabytes?: number;
  /** Where its tables are kept; default: in memory only. */
  readonly file?: string;
}

/** The most rows of a chunk that DuckDB takes. */
const CHUNK_ROWS = 2048;

/** DuckDB in this process; its spill files go to a folder of the system's temporary folder. */
export class DuckDb implements SqlEngine {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #spillFolder: string;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, spill: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.#spillFolder = spill;
  }

  static async open(options: DuckDbOptions = {}): Promise<DuckDb> {
    const { threads = Math.min(8, os.availableParallelism()), memoryMegabytes = 1200 } = options;
    const spill = mkdtempSync(path.join(os.tmpdir(), "interestlab-sql-"));
    const instance = await DuckDBInstance.create(options.file ?? ":memory:", {
      threads: String(threads),
      memory_limit: `${memoryMegabytes}MB`,
      temp_directory: spill,
      autoinstall_known_extensions: "false",
    }).catch((error: unknown) => {
      rmSync(spill, { recursive: true, force: true });
      throw error;
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new DuckDb(instance, connection, spill);
  }

  async run(statement: string): Promise<void> {
    await this.#connection.run(statement);
  }

  async rows(query: string): Promise<Record<string, SqlValue>[]> {
    const reader = await this.#connection.runAndReadAll(query);
    const names = reader.columnNames();
    return reader
      .getRows()
      .map((row) => Object.fromEntries(row.map((value, i) => [names[i], plain(value)])));
  }

  async pieces(query: string, onPiece: (columns: SqlValue[][]) => void): Promise<void> {
    const result = await this.#connection.stream(query);
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      onPiece(chunk.getColumns().map((column) => column.map(plain)));
    }
  }

  async append(table: string, columns: Readonly<Record<string, SqlColumn>>): Promise<void> {
    const entries = Object.entries(columns);
    const types = { VARCHAR, DOUBLE, INTEGER };
    const declared = entries.map(([name, column]) => `${quoteName(name)} ${column.type}`);
    await this.run(`CREATE TABLE IF NOT EXISTS ${table} (${declared.join(", ")})`);
    const appender = await this.#connection.createAppender(table);
    const rowCount = entries[0][1].values.length;
    for (let start = 0; start < rowCount; start += CHUNK_ROWS) {
      const end = Math.min(rowCount, start + CHUNK_ROWS);
      const chunk = DuckDBDataChunk.create(
        entries.map(([, column]) => types[column.type]),
        end - start,
      );
      entries.forEach(([, column], index) => {
        chunk.setColumnValues(index, cells(column, start, end));
      });
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  scan(file: FileScan): string {
    if (file.format === "parquet") return `read_parquet(${quoteText(file.path)})`;
    const columns = Array.from({ length: file.columnCount }, (_, i) => `'c${i}': 'VARCHAR'`);
    const options = [
      "auto_detect = false",
      "header = false",
      `skip = ${file.skippedLines}`,
      `delim = ${quoteText(file.delimiter)}`,
      "quote = ''",
      "escape = ''",
      "comment = ''",
      `new_line = '${file.newline === "\n" ? "\\n" : "\\r\\n"}'`,
      `compression = '${file.gzip ? "gzip" : "none"}'`,
      `columns = {${columns.join(", ")}}`,
    ];
    return `read_csv(${quoteText(file.path)}, ${options.join(", ")})`;
  }

  async describe(query: string): Promise<{ name: string; type: string }[]> {
    const columns = await this.rows(`DESCRIBE ${query}`);
    return columns.map((column) => ({
      name: String(column.column_name),
      type: String(column.column_type),
    }));
  }

  isoToMs(expression: string): string {
    return `epoch_ms(TRY_CAST(${expression} AS TIMESTAMPTZ))`;
  }

  async number(table: string, query: string): Promise<void> {
    // Inserts keep the query's order, so the row's position in the table is its number, and unlike
    // row_number() it costs no pass of its own.
    await this.run(`CREATE TABLE ${table}_stored AS ${query}`);
    await this.run(`CREATE VIEW ${table} AS SELECT rowid AS "row", * FROM ${table}_stored`);
  }

  async isInOrder(table: string): Promise<boolean> {
    // Without an ORDER BY of its own, a window sees the rows in the order of the table.
    const steps = `SELECT "row" < lag("row") OVER () AS falls FROM ${table}`;
    const [{ n }] = await this.rows(`SELECT count(*) AS n FROM (${steps}) AS steps WHERE falls`);
    return Number(n) === 0;
  }

  fingerprint(columns: readonly string[]): string {
    return `hash(${columns.join(", ")})`;
  }

  async forget(table: string): Promise<void> {
    await this.run(`DROP VIEW ${table}`);
    await this.run(`DROP TABLE ${table}_stored`);
  }

  msToTimestamp(expression: string): string {
    return `epoch_ms(CAST(${expression} AS BIGINT))`;
  }

  async write(query: string, file: string, format: FileFormat): Promise<void> {
    const compression = format.gzip ? ", COMPRESSION gzip" : "";
    const form =
      format.format === "parquet"
        ? "FORMAT parquet"
        : format.format === "jsonl"
          ? `FORMAT json${compression}`
          : `FORMAT csv, HEADER, DELIMITER ${quoteText(format.delimiter ?? ",")}${compression}`;
    await this.run(`COPY (${query}) TO ${quoteText(file)} (${form})`);
  }

  randomBits(seed: number, key: string): string {
    return `md5_number_lower(concat('${seed}:', ${key}))`;
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    rmSync(this.#spillFolder, { recursive: true, force: true });
  }
}

/** Runs the work on an engine of its own, closed afterwards whatever happens. */
export async function withDuckDb<Result>(
  work: (engine: SqlEngine) => Promise<Result>,
  options: DuckDbOptions = {},
): Promise<Result> {
  const engine = await DuckDb.open(options);
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}

function cells(column: SqlColumn, start: number, end: number): DuckDBValue[] {
  if (column.type === "VARCHAR") return column.values.slice(start, end);
  const piece = Array.from(column.values.subarray(start, end));
  return column.type === "DOUBLE"
    ? piece.map((value) => (Number.isNaN(value) ? null : value))
    : piece;
}

function plain(value: DuckDBValue): SqlValue {
  if (typeof value === "bigint") return Number(value);
  if (value === null || typeof value !== "object") return value;
  return String(value);
}
