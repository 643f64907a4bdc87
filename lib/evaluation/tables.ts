/** A table as plain columns: `new dfd.DataFrame(columns)`, `show(columns)`. */
export type Columns = Record<string, (string | number)[]>;

/** Rows of one shape as columns. */
export function rowsToColumns(rows: readonly object[]): Columns {
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, rows.map((row) => (row as Record<string, string | number>)[name])]),
  );
}

/** How a table is written. */
export type TableFormat = "markdown" | "latex" | "csv" | "json";

/**
 * Writes columns as a table: GitHub Markdown, LaTeX (booktabs), CSV (RFC 4180) or a JSON array of
 * rows. In Markdown and LaTeX numbers have four significant digits; in CSV and JSON all. In LaTeX
 * text is escaped, so that it compiles to itself.
 *
 * @throws RangeError if columns differ in length
 */
export function writeTable(columns: Columns, format: TableFormat): string {
  const names = Object.keys(columns);
  const rowCount = names.length > 0 ? columns[names[0]].length : 0;
  const uneven = names.find((name) => columns[name].length !== rowCount);
  if (uneven !== undefined) {
    throw new RangeError(
      `writeTable requires columns of one length, got ${columns[uneven].length} in ${uneven} ` +
        `and ${rowCount} in ${names[0]}`,
    );
  }
  const rows = Array.from({ length: rowCount }, (_, row) =>
    names.map((name) => columns[name][row]),
  );
  if (format === "markdown") return markdown(names, rows);
  if (format === "latex") return latex(names, rows);
  if (format === "csv") return csv(names, rows);
  return jsonText(
    rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column]]))),
  );
}

/** JSON with NaN as null and infinities as strings, which JSON has no numbers for. */
export function jsonText(value: unknown): string {
  const plain = (_: string, part: unknown): unknown => {
    if (ArrayBuffer.isView(part)) return Array.from(part as unknown as ArrayLike<number>);
    if (typeof part !== "number" || Number.isFinite(part)) return part;
    return Number.isNaN(part) ? null : String(part);
  };
  return `${JSON.stringify(value, plain, 1)}\n`;
}

type Cell = string | number;

function shortNumber(cell: Cell): string {
  if (typeof cell === "string") return cell;
  if (Number.isNaN(cell)) return "";
  return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(4)));
}

function markdown(names: readonly string[], rows: readonly Cell[][]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = names.map((_, column) => (typeof rows[0]?.[column] === "number" ? "---:" : "---"));
  return (
    [line(names), line(rule), ...rows.map((row) => line(row.map(shortNumber)))].join("\n") + "\n"
  );
}

function latex(names: readonly string[], rows: readonly Cell[][]): string {
  const line = (cells: readonly string[]): string => `${cells.map(latexText).join(" & ")} \\\\`;
  const align = names.map((_, column) => (typeof rows[0]?.[column] === "number" ? "r" : "l"));
  return [
    `\\begin{tabular}{${align.join("")}}`,
    "\\toprule",
    line(names),
    "\\midrule",
    ...rows.map((row) => line(row.map(shortNumber))),
    "\\bottomrule",
    "\\end{tabular}",
    "",
  ].join("\n");
}

/** Characters that a backslash doesn't make plain in LaTeX. */
const LATEX_NAMES: Readonly<Record<string, string>> = {
  "\\": String.raw`\textbackslash{}`,
  "~": String.raw`\textasciitilde{}`,
  "^": String.raw`\textasciicircum{}`,
  "<": String.raw`\textless{}`,
  ">": String.raw`\textgreater{}`,
};

function latexText(text: string): string {
  return text.replaceAll(
    /[\\~^<>&%$#_{}]/g,
    (character) => LATEX_NAMES[character] ?? `\\${character}`,
  );
}

function csv(names: readonly string[], rows: readonly Cell[][]): string {
  const cell = (value: Cell): string => {
    const text = typeof value === "number" && Number.isNaN(value) ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";
}
