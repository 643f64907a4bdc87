import path from "node:path";
import { quoteText, type SqlEngine } from "../sql";
import { type ColumnRole, findRoles, ROLES } from "./columns";
import { type LayoutOptions, type LogFile, openLogFile } from "./LogFile";
import { sourceFiles } from "./sourceFiles";
import { MISSING, MS_PER_UNIT, sniffTimeFormat, type TimeFormat } from "./times";

/** Options of everything that reads a log. */
export interface StageOptions extends LayoutOptions {
  /** Time stamps after it are in the future; milliseconds since 1970 UTC, default the clock's. */
  readonly now?: number;
  /** Keeps the columns without a role, as text columns x0, x1, ... */
  readonly keepExtras?: boolean;
}

/** A row that can't be used as it stands. */
export interface BadRow {
  readonly file: string;
  /** From 1; of a Parquet file, the row from 1. */
  readonly line: number;
  /** The column's name, or its position from 1; null where the row as a whole is malformed. */
  readonly column: string | null;
  readonly value: string;
  readonly reason: string;
}

/** A source's rows as a table of the engine. */
export interface StagedLog {
  /**
   * The table: row (from 0, in the order of the files and their lines), user_id, item_id, kind,
   * value, time_ms, domain, session (those that the source has), and value_bad, time_bad: the
   * text of what isn't a number or a time.
   */
  readonly table: string;
  readonly roles: readonly ColumnRole[];
  readonly files: readonly LogFile[];
  /** The source's own name of each role's column. */
  readonly columnNames: Readonly<Partial<Record<ColumnRole, string>>>;
  /** All columns of the first file, in its order: a role, or the column of an extra. */
  readonly layout: readonly { readonly name: string; readonly column: string }[];
  readonly timeFormat: TimeFormat | null;
  /** Whether the source spells its values without a decimal point. */
  readonly valuesAreWhole: boolean;
  /** Rows of the table. */
  readonly rowCount: number;
  /** Rows that could not be parsed, so aren't in the table. */
  readonly malformed: readonly BadRow[];
  readonly now: number;
  /** Where a row of the table stands. */
  readonly placeOf: (row: number) => { readonly file: string; readonly line: number };
}

/** What an engine says of a file's damaged bytes, as bad input; any other error as it is. */
export function unreadable(error: unknown, paths: readonly string[]): unknown {
  const [message] = (error instanceof Error ? error.message : String(error)).split("\n");
  if (/out of memory|interrupt/i.test(message)) return error;
  return new RangeError(
    `readInteractions requires readable files, got ${message} in ${paths.join(", ")}`,
    { cause: error },
  );
}

/** The table's column of each role. */
export const COLUMN_OF: Readonly<Record<ColumnRole, string>> = {
  user: "user_id",
  item: "item_id",
  kind: "kind",
  value: "value",
  time: "time_ms",
  domain: "domain",
  session: "session",
};

/** The latest time stamp that JavaScript's dates hold. */
const MAX_TIME_MS = 8.64e15;

/**
 * Reads a file, a folder or a glob, or files one after another, into a table of the engine.
 *
 * @throws RangeError naming the file if it can't be read, lacks user or item, or the files
 * differ in the roles they have
 */
export async function stageLog(
  engine: SqlEngine,
  source: string | readonly string[],
  options: StageOptions = {},
  table = "log",
): Promise<StagedLog> {
  const now = options.now ?? Date.now();
  const paths = typeof source === "string" ? sourceFiles(source) : source;
  const files: LogFile[] = [];
  const queries: string[] = [];
  let first: FilePlan | null = null;
  for (const [index, file] of paths.entries()) {
    const opened = await openLogFile(engine, file, `${table}_file${index}`, options);
    const plan: FilePlan = await planFile(opened, options, first?.timeFormat ?? null);
    first ??= plan;
    if (plan.roles.join() !== first.roles.join() || plan.layout.length !== first.layout.length) {
      throw new RangeError(
        `readInteractions requires files of the same columns, got ` +
          `${first.layout.map(({ name }) => name).join(", ")} in ${files[0].path} and ` +
          `${plan.layout.map(({ name }) => name).join(", ")} in ${file}`,
      );
    }
    files.push(opened);
    queries.push(selectFile(engine, opened, plan));
  }
  const plan = first!;
  await engine.number(table, queries.join(" UNION ALL ")).catch((error: unknown) => {
    throw unreadable(error, paths);
  });
  const [{ count }] = await engine.rows(`SELECT count(*) AS count FROM ${table}`);
  const expected = files.reduce((sum, file) => sum + (file.rowCount ?? 0), 0);
  if (Number(count) !== expected) {
    throw new Error(
      `readInteractions requires every row of ${paths.join(", ")} in the table, got ${String(count)} of ` +
        `${expected}`,
    );
  }
  return {
    table,
    files,
    now,
    roles: plan.roles,
    columnNames: plan.columnNames,
    layout: plan.layout,
    timeFormat: plan.timeFormat,
    valuesAreWhole: plan.valuesAreWhole,
    rowCount: expected,
    malformed: files.flatMap((file) =>
      file.malformed.map(({ line, text, reason }) => ({
        file: file.path,
        line,
        column: null,
        value: text,
        reason,
      })),
    ),
    placeOf: (row) => {
      let index = 0;
      let left = row;
      while (left >= files[index].rowCount!) left -= files[index++].rowCount!;
      return { file: files[index].path, line: files[index].lineOf(left) };
    },
  };
}

/** A place and what stands there, as messages spell it: `ratings.csv:12, column rating: "abc"`. */
export function describeBadRow({ file, line, column, value, reason }: BadRow): string {
  const shown = value.length > 80 ? `${value.slice(0, 80)}...` : value;
  const where = `${path.basename(file)}:${line}${column === null ? "" : `, column ${column}`}`;
  return `${reason} at ${where}: ${JSON.stringify(shown)}`;
}

/** What a file's columns are. */
interface FilePlan {
  readonly positions: Readonly<Partial<Record<ColumnRole, number>>>;
  readonly roles: readonly ColumnRole[];
  readonly columnNames: Partial<Record<ColumnRole, string>>;
  readonly layout: readonly { readonly name: string; readonly column: string }[];
  readonly extras: readonly number[];
  readonly timeFormat: TimeFormat | null;
  readonly valuesAreWhole: boolean;
}

async function planFile(
  file: LogFile,
  options: StageOptions,
  knownFormat: TimeFormat | null,
): Promise<FilePlan> {
  const { names, columnCount } = file;
  const positions = findRoles(names, columnCount, options.columns ?? {}, file.path);
  const roles = ROLES.filter((role) => positions[role] !== undefined);
  const nameOf = (position: number) => names?.[position] ?? String(position + 1);
  const columnNames = Object.fromEntries(roles.map((role) => [role, nameOf(positions[role]!)]));
  const used = new Set(Object.values(positions));
  const all = Array.from({ length: columnCount }, (_, position) => position);
  const extras = options.keepExtras ? all.filter((position) => !used.has(position)) : [];
  const layout = all.flatMap((position) => {
    const role = roles.find((candidate) => positions[candidate] === position);
    const extra = extras.indexOf(position);
    const column = role ? COLUMN_OF[role] : `x${extra}`;
    const name = names ? nameOf(position) : (role ?? `column${position + 1}`);
    return role || extra >= 0 ? [{ name, column }] : [];
  });
  const timeFormat =
    positions.time === undefined
      ? null
      : (knownFormat ??
        (/^(TIMESTAMP|DATE)/.test(file.columnType(positions.time))
          ? "iso"
          : sniffTimeFormat(await file.sample(positions.time))));
  const values = positions.value === undefined ? [] : await file.sample(positions.value);
  const valuesAreWhole = !values.some((value) => /\d[.eE]|\.\d/.test(value));
  return { positions, roles, columnNames, layout, extras, timeFormat, valuesAreWhole };
}

/** In two steps, so that the engine parses each cell once and looks closer only where that fails. */
function selectFile(engine: SqlEngine, file: LogFile, plan: FilePlan): string {
  const parsed: string[] = [];
  const columns: string[] = [];
  const text = (position: number) => `CAST(${file.column(position)} AS VARCHAR)`;
  const parse = (position: number, name: string, bad: string, as: (text: string) => string) => {
    const cell = `${name}_text`;
    parsed.push(`${text(position)} AS ${cell}`, `${as(`trim(${text(position)})`)} AS ${name}`);
    columns.push(name, `CASE WHEN ${name} IS NULL THEN ${unlessMissing(cell)} END AS ${bad}`);
  };
  const copy = (position: number, name: string) => {
    parsed.push(`nullif(${text(position)}, '') AS ${name}`);
    columns.push(name);
  };
  for (const role of plan.roles) {
    const position = plan.positions[role]!;
    if (role === "value") parse(position, "value", "value_bad", finite);
    else if (role === "time") {
      parse(position, "time_ms", "time_bad", timeOf(engine, plan.timeFormat!));
    } else copy(position, COLUMN_OF[role]);
  }
  plan.extras.forEach((position, extra) => {
    copy(position, `x${extra}`);
  });
  return (
    `SELECT ${columns.join(", ")} FROM (SELECT ${parsed.join(", ")} FROM ${file.scan}) AS parsed`
  );
}

/** The text of a cell that isn't empty and doesn't spell a missing value; else NULL. */
function unlessMissing(cell: string): string {
  const missing = ["", ...MISSING].map(quoteText).join(", ");
  return `CASE WHEN lower(trim(${cell})) NOT IN (${missing}) THEN ${cell} END`;
}

/** Engines read 1_000 as a number and NaN as above every number; files that mean it are rare. */
function finite(text: string): string {
  return (
    `CASE WHEN abs(TRY_CAST(${text} AS DOUBLE)) <= 1.7976931348623157e308 ` +
    `AND position('_' IN ${text}) = 0 THEN TRY_CAST(${text} AS DOUBLE) END`
  );
}

function timeOf(engine: SqlEngine, format: TimeFormat): (text: string) => string {
  if (format === "iso") return (text) => engine.isoToMs(text);
  return (text) => {
    const ms = `TRY_CAST(${text} AS DOUBLE) * ${MS_PER_UNIT[format]}`;
    return (
      `CASE WHEN abs(${ms}) <= ${MAX_TIME_MS} AND position('_' IN ${text}) = 0 ` +
      `THEN CAST(round(${ms}) AS BIGINT) END`
    );
  };
}
