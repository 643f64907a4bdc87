import { textTable } from "./textTable";

/** Prints a result's table, and writes its JSON where a file is asked for. */
export async function printResult(
  columns: Readonly<Record<string, readonly (string | number)[]>>,
  json: unknown,
  file?: string,
): Promise<void> {
  console.log(textTable(columns));
  if (file === undefined) return;
  const { writeWhole } = await import("../data/index.js");
  const { writeFile } = await import("node:fs/promises");
  await writeWhole(file, (partial) => writeFile(partial, `${JSON.stringify(json, null, 2)}\n`));
}
