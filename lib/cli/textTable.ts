/**
 * Columns as lines of text: a header, then a row a line; columns of numbers, or of text that reads
 * as numbers, to the right.
 *
 * @param columns - plain columns of one length, as `toColumns` gives them
 */
export function textTable(columns: Readonly<Record<string, readonly (string | number)[]>>): string {
  const names = Object.keys(columns);
  const cells = names.map((name) => columns[name].map(String));
  const widths = names.map((name, i) =>
    Math.max(name.length, ...cells[i].map((cell) => cell.length)),
  );
  const isNumber = names.map((name) => columns[name].every(readsAsNumber));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join("  ")
      .trimEnd();
  const rowCount = cells[0]?.length ?? 0;
  const rows = Array.from({ length: rowCount }, (_, row) =>
    line(cells.map((column) => column[row])),
  );
  return [line(names), line(widths.map((width) => "-".repeat(width))), ...rows].join("\n");
}

function readsAsNumber(cell: string | number): boolean {
  return typeof cell === "number" || /^(-|[-+]?[\d.,]*(e[-+]?\d+)?)$/.test(cell);
}
