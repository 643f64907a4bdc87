import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { STORED_MIME } from "../figures";

/** What a cell put out, in nbformat's words. */
export interface CellOutput {
  readonly output_type: "display_data" | "execute_result" | "stream" | "error";
  /** By MIME type, of display_data and execute_result. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** "stdout" or "stderr", of a stream. */
  readonly name?: string;
  /** Of a stream. */
  readonly text?: string | readonly string[];
}

export interface Cell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly source: string | readonly string[];
  readonly outputs?: readonly CellOutput[];
  readonly metadata: {
    readonly tags?: readonly string[];
    /** Written by the run: how long the cell took. */
    readonly interestlab?: { readonly seconds: number };
  };
}

/** A notebook as nbformat 4 writes it; only the fields read here. */
export interface Notebook {
  readonly cells: readonly Cell[];
}

/** @throws RangeError if the file holds no nbformat 4 notebook */
export function readNotebook(file: string): Notebook {
  let content: { cells?: unknown };
  try {
    content = JSON.parse(readFileSync(file, "utf8")) as { cells?: unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RangeError(`readNotebook requires JSON, got ${file}: ${error.message}`);
  }
  if (!Array.isArray(content.cells)) {
    throw new RangeError(`readNotebook requires nbformat 4 (a list of cells), got ${file}`);
  }
  return content as Notebook;
}

/** Text that nbformat may keep as a list of lines. */
export function joinText(text: unknown): string {
  if (Array.isArray(text)) return text.join("");
  return typeof text === "string" ? text : "";
}

/** Whether the cell carries the tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/** The values that the notebook kept by `store(name, value)`; of a name kept twice, the last. */
export function storedValues(notebook: Notebook): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { data } of notebook.cells.flatMap((cell) => cell.outputs ?? [])) {
    const stored = data?.[STORED_MIME] as { name: string; value: unknown } | undefined;
    if (stored) values[stored.name] = stored.value;
  }
  return values;
}

/** The notebooks of a folder, by the order of their names. @throws RangeError if there is none */
export function notebooksIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  if (names.length === 0)
    throw new RangeError(`notebooksIn requires notebooks, got none in ${folder}`);
  return names.sort().map((name) => path.join(folder, name));
}
