import { numberText } from "./numberText";

/** Columns by name, all of one length. */
export type TableColumns = Readonly<Record<string, ArrayLike<unknown>>>;

/** Something that knows its own columns: `Interactions`, `InterestDistribution`. */
export interface HasColumns {
  readonly toColumns: () => TableColumns;
}

/** A dataframe of danfojs. */
interface DataFrame {
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

/** Whatever `show` draws as a table. */
export type TableSource = TableColumns | readonly object[] | HasColumns;

/** A table as text cells. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly isNumeric: boolean }[];
  /** Shape [shown rows][columns]. */
  readonly rows: readonly (readonly string[])[];
  /** Rows of the source, shown or not. */
  readonly rowCount: number;
}

/**
 * Formats the first rows of a table. A column named `timestampMs` is written as dates.
 *
 * @param rowLimit - rows shown at most
 * @throws RangeError if columns differ in length
 */
export function tableOf(source: TableSource, rowLimit: number): Table {
  const columns = columnsOf(source);
  const names = Object.keys(columns);
  const lengths = names.map((name) => columns[name].length);
  const rowCount = lengths[0] ?? 0;
  if (lengths.some((length) => length !== rowCount)) {
    throw new RangeError(`show requires columns of one length, got ${lengths.join(", ")}`);
  }
  const shownCount = Math.min(rowCount, rowLimit);
  return {
    columns: names.map((name) => ({ name, isNumeric: isNumeric(columns[name]) })),
    rows: Array.from({ length: shownCount }, (_, row) =>
      names.map((name) => cellText(columns[name][row], name)),
    ),
    rowCount,
  };
}

/** The table as HTML, numbers to the right. */
export function tableHtml(table: Table): string {
  const align = (column: number): string =>
    ` style="text-align: ${table.columns[column].isNumeric ? "right" : "left"}"`;
  const head = table.columns
    .map(({ name }, column) => `<th${align(column)}>${escapeHtml(name)}</th>`)
    .join("");
  const body = table.rows
    .map((row) => row.map((cell, column) => `<td${align(column)}>${escapeHtml(cell)}</td>`).join(""))
    .map((cells) => `<tr>${cells}</tr>`)
    .join("\n");
  return (
    `<table class="interestlab-table"><thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table>` +
    (hiddenCount(table) > 0 ? `\n<p><small>${hiddenText(table)}</small></p>` : "")
  );
}

/** The table as text in columns. */
export function tableText(table: Table): string {
  const widths = table.columns.map(({ name }, column) =>
    Math.max(name.length, ...table.rows.map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        table.columns[column].isNumeric ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .join("  ")
      .trimEnd();
  const lines = [line(table.columns.map(({ name }) => name)), ...table.rows.map(line)];
  if (hiddenCount(table) > 0) lines.push(hiddenText(table));
  return lines.join("\n");
}

/** Text made safe between HTML tags and in attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function columnsOf(source: TableSource): TableColumns {
  if (Array.isArray(source)) return columnsOfRecords(source as Record<string, unknown>[]);
  if (isDataFrame(source)) {
    const { columns, values }: DataFrame = source;
    return Object.fromEntries(columns.map((name, at) => [name, values.map((row) => row[at])]));
  }
  return hasColumns(source) ? source.toColumns() : (source as TableColumns);
}

function columnsOfRecords(records: readonly Record<string, unknown>[]): TableColumns {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return Object.fromEntries(names.map((name) => [name, records.map((record) => record[name])]));
}

function isDataFrame(source: object): source is DataFrame {
  const { columns, values } = source as { columns?: unknown; values?: unknown };
  return (
    Array.isArray(columns) && Array.isArray(values) && (values.length === 0 || Array.isArray(values[0]))
  );
}

function hasColumns(source: object): source is HasColumns {
  return "toColumns" in source && typeof source.toColumns === "function";
}

function isNumeric(column: ArrayLike<unknown>): boolean {
  let numberCount = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row];
    if (typeof value === "number" || typeof value === "bigint") numberCount++;
    else if (value !== null && value !== undefined) return false;
  }
  return numberCount > 0;
}

function cellText(value: unknown, column: string): string {
  if (value === null || value === undefined) return "–";
  if (column === "timestampMs" && typeof value === "number") return timeText(value);
  if (typeof value === "number") return numberText(value);
  if (value instanceof Date) return timeText(value.getTime());
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** "2016-10-16 17:57:24", in UTC; "–" where missing or out of range. */
function timeText(timestampMs: number): string {
  const time = new Date(timestampMs);
  if (Number.isNaN(time.getTime())) return "–";
  return time.toISOString().slice(0, 19).replace("T", " ");
}

function hiddenCount(table: Table): number {
  return table.rowCount - table.rows.length;
}

function hiddenText(table: Table): string {
  return `${numberText(hiddenCount(table))} more of ${numberText(table.rowCount)} rows`;
}
