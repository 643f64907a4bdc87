import { existsSync } from "node:fs";
import path from "node:path";
import { Catalogue } from "../Catalogue";
import { type SqlValue, withDuckDb } from "../sql";
import { Vocabulary } from "../Vocabulary";
import { idPosition } from "./columns";
import { records } from "./delimited";
import { type LayoutOptions, type LogFile, openLogFile } from "./LogFile";
import { describeBadRow, unreadable } from "./stageLog";
import { survey } from "./survey";
import { type Encoding } from "./textFile";
import { MISSING } from "./times";

/** Options of `readCatalogue`; what is left out is found. */
export interface CatalogueOptions extends Omit<LayoutOptions, "columns" | "format"> {
  /** Of what: default "user" if the ids' column is a user's, else "item". */
  readonly of?: "item" | "user";
  readonly format?: "delimited" | "jsonl" | "parquet";
  /** The column of the ids. */
  readonly id?: string;
  /** The column of the categories, or the 0/1 columns that each flag one. */
  readonly categories?: string | readonly string[];
  /** Between the categories of one row; default "|", of RecBole's token_seq columns a space. */
  readonly separator?: string;
}

/** Usual names of a column of categories, lower case. */
const CATEGORY_NAMES = /^(genres?|categor(y|ies)|class|tags?|product_category|department)(:.*)?$/i;

/** What stands in MovieLens and elsewhere for no category. */
const NO_CATEGORY = /^(\(no genres listed\)|unknown)?$/i;

/** MovieLens files without a header. */
const KNOWN_NAMES: Readonly<Partial<Record<string, readonly string[]>>> = {
  "u.item": ["item", "title", "releaseDate", "videoReleaseDate", "url"],
  "u.user": ["user", "age", "gender", "occupation", "zip"],
  "movies.dat": ["item", "title", "genres"],
  "users.dat": ["user", "gender", "age", "occupation", "zip"],
};

/**
 * Reads what is known of items or users from one file: ids, categories (one or several a row,
 * between `|`, or flag columns), and every other column as numbers if all its cells are, else text.
 * The formats are those of `readInteractions`; MovieLens' u.item, u.user, movies.dat and users.dat
 * are known by their names (u.item takes its genres from u.genre beside it), and read as
 * Windows-1252 where they aren't UTF-8, as published. Any other file is UTF-8 unless `encoding` says
 * otherwise: a line with other bytes is an error.
 *
 * @throws RangeError if there is no column of ids, an id is missing or stands twice (the message
 * names the line), a row is malformed, a named column isn't there, or the file can't be read
 */
export async function readCatalogue(
  source: string,
  options: CatalogueOptions = {},
): Promise<Catalogue> {
  if (!existsSync(source)) {
    throw new RangeError(`readCatalogue requires a file that exists, got ${source}`);
  }
  return withDuckDb(async (engine) => {
    const file = await openLogFile(engine, source, "catalogue", {
      format: "delimited",
      ...formatOption(source),
      ...options,
      encoding: options.encoding ?? (await publishedEncoding(source)),
      columns: undefined,
      names: options.names ?? (await knownNames(source)),
    });
    if (file.malformed.length > 0) {
      const { line, text, reason } = file.malformed[0];
      const place = { file: source, line, column: null, value: text, reason };
      throw new RangeError(
        `readCatalogue requires rows that can be read, got ${describeBadRow(place)}`,
      );
    }
    const columns = file.names ?? Array.from({ length: file.columnCount }, (_, i) => String(i + 1));
    const cells = columns.map((): (string | null)[] => []);
    const texts = columns.map((_, i) => `CAST(${file.column(i)} AS VARCHAR)`).join(", ");
    const keep = (piece: readonly (readonly SqlValue[])[]): void => {
      piece.forEach((column, i) => {
        for (const cell of column) cells[i].push(cell === null || cell === "" ? null : String(cell));
      });
    };
    await engine.pieces(`SELECT ${texts} FROM ${file.scan}`, keep).catch((error: unknown) => {
      throw unreadable(error, [source]);
    });
    return catalogueOf(file, columns, cells, options);
  });
}

/** MovieLens' own files without a header were published in Latin-1, some in UTF-8 since. */
async function publishedEncoding(source: string): Promise<Encoding | undefined> {
  if (knownName(source) === undefined) return undefined;
  return (await survey(source)).isUtf8 ? undefined : "windows-1252";
}

function catalogueOf(
  file: LogFile,
  names: readonly string[],
  cells: readonly (string | null)[][],
  options: CatalogueOptions,
): Catalogue {
  const position = (name: string): number => {
    const found = names.findIndex((own) => own === name || plainName(own) === name);
    if (found >= 0) return found;
    throw new RangeError(
      `readCatalogue requires column "${name}" in ${file.path}, got columns ${names.join(", ")}`,
    );
  };
  const idAt = options.id === undefined ? idPosition(names) : position(options.id);
  if (idAt < 0) {
    throw new RangeError(
      `readCatalogue requires a column of ids in ${file.path}, got columns ${names.join(", ")}`,
    );
  }
  const isUser = /user|uid|customer|household/i.test(names[idAt]);
  const noun = options.of ?? (isUser ? "user" : "item");
  const ids = distinctIds(file, cells[idAt], noun);
  const given =
    options.categories === undefined ? [] : [options.categories].flat().map(position);
  const flags = given.length > 1 ? given : given.length === 0 ? flagColumns(names, cells, idAt) : [];
  const list =
    given.length === 1
      ? given[0]
      : flags.length > 0
        ? -1
        : names.findIndex((name, i) => i !== idAt && CATEGORY_NAMES.test(name));
  const separator = options.separator ?? (/:token_seq$/.test(names[list] ?? "") ? " " : "|");
  const categories = ids.map((_, row) =>
    flags.length > 0
      ? flags
          .filter((column) => Number(cells[column][row]) === 1)
          .map((column) => plainName(names[column]))
          .filter((name) => !NO_CATEGORY.test(name))
      : list < 0
        ? []
        : [...new Set((cells[list][row] ?? "").split(separator).map((name) => name.trim()))].filter(
            (name) => !NO_CATEGORY.test(name),
          ),
  );
  const texts: Record<string, (string | null)[]> = {};
  const numbers: Record<string, Float64Array> = {};
  names.forEach((name, column) => {
    if (column === idAt || column === list || flags.includes(column)) return;
    const own = cells[column];
    if (own.every((cell) => cell === null)) return;
    if (own.every(isNumberOrMissing)) {
      numbers[plainName(name)] = Float64Array.from(own, (cell) =>
        cell === null || isMissing(cell) ? NaN : Number(cell),
      );
    } else texts[plainName(name)] = own;
  });
  return new Catalogue({ ids: new Vocabulary(ids, noun), categories, texts, numbers });
}

/** The ids, checked: each there, and each once. */
function distinctIds(file: LogFile, cells: readonly (string | null)[], noun: string): string[] {
  const seen = new Set<string>();
  return cells.map((id, row) => {
    const where = `${path.basename(file.path)}:${file.lineOf(row)}`;
    if (id === null) {
      throw new RangeError(`readCatalogue requires an id in every row, got none at ${where}`);
    }
    if (seen.has(id)) {
      throw new RangeError(
        `readCatalogue requires each ${noun} once, got ${JSON.stringify(id)} again at ${where}`,
      );
    }
    seen.add(id);
    return id;
  });
}

/** Columns of 0 and 1 alone, if there are three or more. */
function flagColumns(
  names: readonly string[],
  cells: readonly (string | null)[][],
  idAt: number,
): number[] {
  if (names.some((name) => CATEGORY_NAMES.test(name))) return [];
  const flags = names.flatMap((_, column) => {
    const isFlag = cells[column].every((cell) => cell === "0" || cell === "1");
    return column !== idAt && cells[column].length > 0 && isFlag ? [column] : [];
  });
  return flags.length >= 3 ? flags : [];
}

/** The name under which MovieLens published the file; undefined for any other. */
function knownName(source: string): string | undefined {
  const name = path.basename(source).replace(/\.gz$/, "");
  return Object.hasOwn(KNOWN_NAMES, name) ? name : undefined;
}

async function knownNames(source: string): Promise<readonly string[] | undefined> {
  const name = knownName(source);
  if (name === undefined) return undefined;
  const known = KNOWN_NAMES[name];
  if (name !== "u.item") return known;
  const genres = path.join(path.dirname(source), "u.genre");
  if (!existsSync(genres)) return [...(known ?? []), ...Array.from({ length: 19 }, (_, i) => `genre${i}`)];
  const layout = { delimiter: "|", encoding: "utf-8", columnCount: 2 } as const;
  const names: string[] = [];
  for await (const { rows } of records(genres, layout)) names.push(...rows.map(([name]) => name));
  return [...(known ?? []), ...names];
}

function formatOption(source: string): { format?: "jsonl" | "parquet" } {
  if (/\.(parquet|pq)$/i.test(source)) return { format: "parquet" };
  return /\.(jsonl|ndjson)(\.gz)?$/i.test(source) ? { format: "jsonl" } : {};
}

function plainName(name: string): string {
  return name.replace(/:(token|token_seq|float|float_seq)$/, "");
}

function isMissing(cell: string): boolean {
  return MISSING.includes(cell.trim().toLowerCase());
}

function isNumberOrMissing(cell: string | null): boolean {
  return cell === null || isMissing(cell) || (cell.trim() !== "" && Number.isFinite(Number(cell)));
}
