/** Rows as CSV with a header; cells with commas, quotes or line breaks are quoted. */
export function csvText(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell) => {
        const text = String(cell);
        return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      })
      .join(",");
  return [header, ...rows].map((cells) => `${line(cells)}\n`).join("");
}
