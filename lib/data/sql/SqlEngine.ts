/** A value of a result row. */
export type SqlValue = string | number | boolean | null;

/** A column of a table that is made from TypeScript: its type and one entry a row. */
export type SqlColumn =
  | { readonly type: "VARCHAR"; readonly values: readonly (string | null)[] }
  /** NaN is written as NULL. */
  | { readonly type: "DOUBLE"; readonly values: Float64Array }
  | { readonly type: "INTEGER"; readonly values: Int32Array };

/** How an engine finds a file's rows. */
export type FileScan =
  | {
      readonly format: "delimited";
      readonly path: string;
      readonly delimiter: string;
      readonly columnCount: number;
      readonly skippedLines: number;
      readonly newline: "\n" | "\r\n";
      readonly gzip: boolean;
    }
  | { readonly format: "parquet"; readonly path: string };

/** How an engine writes a query's rows. */
export interface FileFormat {
  readonly format: "delimited" | "jsonl" | "parquet";
  readonly delimiter?: string;
  readonly gzip?: boolean;
}

/**
 * The port to the engine that does the work which grows with the data. Statements are standard SQL;
 * what engines spell differently is a method here.
 */
export interface SqlEngine {
  /** Runs a statement that returns nothing. */
  run(statement: string): Promise<void>;
  /** The rows of a query; numbers of 64 bits come as JavaScript numbers. */
  rows(query: string): Promise<Record<string, SqlValue>[]>;
  /** The rows of a query in pieces, for results too long for one array; NULL numbers come as NaN. */
  pieces(query: string, onPiece: (columns: SqlValue[][]) => void): Promise<void>;
  /** Makes a table from columns of one length. Called again, it adds rows. */
  append(table: string, columns: Readonly<Record<string, SqlColumn>>): Promise<void>;
  /**
   * A table expression over a file, rows in file order; columns c0, c1, ... as text for a
   * delimited file, as named and typed in the file for Parquet.
   */
  scan(file: FileScan): string;
  /** Names and types of a query's columns. */
  describe(query: string): Promise<{ readonly name: string; readonly type: string }[]>;
  /** An expression: milliseconds since 1970 UTC of a date, time stamp or ISO 8601 text, or NULL. */
  isoToMs(expression: string): string;
  /** Makes a table of a query's rows, in their order, with a first column `row` from 0. */
  number(table: string, query: string): Promise<void>;
  /**
   * Whether a scan of the table gives its rows by rising `row`, so that writing them needs no sort; an
   * engine whose scans have no order says no.
   */
  isInOrder(table: string): Promise<boolean>;
  /** An expression: a number of 64 bits, equal for equal values of the columns (NULLs too). */
  fingerprint(columns: readonly string[]): string;
  /** Drops a table that `number` made. */
  forget(table: string): Promise<void>;
  /** An expression: the time stamp of milliseconds since 1970 UTC. */
  msToTimestamp(expression: string): string;
  /** Writes a query's rows, in their order, as one file. */
  write(query: string, path: string, format: FileFormat): Promise<void>;
  /**
   * An expression: a number of 64 random-looking bits for each value of the expression `key`, the
   * low half of MD5(seed ":" key); every engine can compute the same.
   */
  randomBits(seed: number, key: string): string;
  /** Frees the engine's memory and its files. */
  close(): void;
}
