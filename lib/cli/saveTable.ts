import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { csvText } from "./csvText";

/** Rows under a header: what a verb prints or writes. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/**
 * Writes a table to a file whose ending says how: .json (an array of objects), .csv or .parquet. The
 * file appears when it is whole.
 *
 * @param texts - columns that are text even where all cells look like numbers
 * @throws RangeError if the ending is another
 */
export async function saveTable(
  file: string,
  { header, rows }: Table,
  texts: readonly string[],
): Promise<void> {
  const { withDuckDb, writeWhole } = await import("../data/index.js");
  const ending = path.extname(file).toLowerCase();
  if (ending === ".json") {
    const objects = rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
    await writeWhole(file, (partial) => {
      writeFileSync(partial, `${JSON.stringify(objects)}\n`);
      return Promise.resolve();
    });
  } else if (ending === ".csv") {
    await writeWhole(file, (partial) => {
      writeFileSync(partial, csvText(header, rows));
      return Promise.resolve();
    });
  } else if (ending === ".parquet") {
    const folder = mkdtempSync(path.join(tmpdir(), "interestlab-table-"));
    try {
      const csv = path.join(folder, "table.csv");
      writeFileSync(csv, csvText(header, rows));
      const types = texts.map((name) => `'${name}': 'VARCHAR'`).join(", ");
      const source = `read_csv('${csv.replaceAll("'", "''")}', header = true, types = {${types}})`;
      await withDuckDb((engine) =>
        writeWhole(file, (partial) =>
          engine.write(`SELECT * FROM ${source}`, partial, { format: "parquet" }),
        ),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  } else {
    throw new RangeError(`a table requires a file ending in .json, .csv or .parquet, got ${file}`);
  }
}
