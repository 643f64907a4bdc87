import { Interactions, type Labels } from "../Interactions";
import { type DuckDbOptions, type SqlEngine, withDuckDb } from "../sql";
import { Vocabulary } from "../Vocabulary";
import { badCells, findBadRows } from "./badRows";
import { type BadRow, describeBadRow, stageLog, type StagedLog, type StageOptions } from "./stageLog";

/** Options of `readInteractions`; columns, separator and layout are found where left out. */
export interface ReadOptions extends Omit<StageOptions, "keepExtras"> {
  /** What becomes of a row that can't be used: an error (the default), or left out. */
  readonly badRows?: "error" | "drop";
  /** Told of the rows left out: how many, and the first few with file, line, column and value. */
  readonly onBadRows?: (bad: { readonly count: number; readonly examples: BadRow[] }) => void;
  /** Resources of the engine that reads. */
  readonly engine?: DuckDbOptions;
}

/**
 * Reads a log of interactions from a file, a folder or a glob: CSV, TSV and the like, JSON Lines,
 * Parquet, RecBole's .inter, MovieLens' u.data, ratings.dat and ratings.csv, sequence lines
 * (`user item item ...`), or the UCI archive's sparse form (MSWeb), text also gzipped. Text is UTF-8
 * unless `encoding` says otherwise: a line with other bytes is a bad row.
 *
 * Rows keep the order of the files' names and lines; ids are numbered by first appearance, and kept
 * as spelled. An empty value or time (also NA, NaN, null, None) is missing: NaN. Time stamps may be
 * in seconds, milliseconds, microseconds or nanoseconds since 1970, or ISO 8601 (UTC unless it says
 * otherwise). Without a value column every value is 1.
 *
 * @throws RangeError if nothing is there, or user or item can't be found among the columns, or a
 * row has no user or item, a value that is no number, or a time stamp that is none or lies in the
 * future (unless `badRows` is "drop"), or a file can't be read; the message names file, line, column
 * and value
 */
export async function readInteractions(
  source: string,
  options: ReadOptions = {},
): Promise<Interactions> {
  return withDuckDb(async (engine) => {
    const log = await stageLog(engine, source, options);
    const bad = await findBadRows(engine, log);
    if (bad.count > 0) {
      if (options.badRows !== "drop") {
        const more = bad.count > 1 ? ` (and ${bad.count - 1} more such rows)` : "";
        throw new RangeError(
          `readInteractions requires rows that can be read, got ` +
            `${describeBadRow(bad.examples[0])}${more}`,
        );
      }
      options.onBadRows?.(bad);
    }
    const usable = badCells(log)
      .map(({ condition }) => `NOT coalesce(${condition}, FALSE)`)
      .join(" AND ");
    const query = bad.count > 0 ? `SELECT * FROM ${log.table} WHERE ${usable}` : log.table;
    return collectInteractions(engine, log, bad.count > 0 ? `(${query})` : query);
  }, options.engine);
}

/**
 * The rows of a table with a staged log's columns as `Interactions`, in the order of `row`.
 *
 * @param rows - a table or a query in brackets
 */
export async function collectInteractions(
  engine: SqlEngine,
  log: Pick<StagedLog, "roles">,
  rows: string,
): Promise<Interactions> {
  const has = (role: StagedLog["roles"][number]) => log.roles.includes(role);
  const coded: Record<string, Vocabulary> = {};
  const joins: string[] = [];
  const columns: string[] = [];
  for (const role of ["user", "item", "kind", "domain", "session"] as const) {
    if (!has(role)) continue;
    const column = role === "user" || role === "item" ? `${role}_id` : role;
    coded[role] = await numberIds(engine, rows, role, column);
    joins.push(`JOIN ids_${role} ON coalesce(log.${column}, '') = ids_${role}.id`);
    columns.push(`ids_${role}.position AS ${role}`);
  }
  if (has("value")) columns.push("value");
  if (has("time")) columns.push("CAST(time_ms AS DOUBLE) AS time");
  const [{ count }] = await engine.rows(`SELECT count(*) AS count FROM ${rows} AS log`);
  const rowCount = Number(count);
  const indices: Record<string, Int32Array> = {};
  for (const role of Object.keys(coded)) indices[role] = new Int32Array(rowCount);
  const value = new Float64Array(rowCount).fill(1);
  const timestampMs = has("time") ? new Float64Array(rowCount) : null;
  const names = columns.map((column) => /\w+$/.exec(column)![0]);
  const targets = names.map((name) =>
    name === "value" ? value : name === "time" ? timestampMs! : indices[name],
  );
  let at = 0;
  const query = `SELECT ${columns.join(", ")} FROM ${rows} AS log ${joins.join(" ")} ORDER BY log."row"`;
  await engine.pieces(query, (piece) => {
    piece.forEach((cells, column) => {
      const target = targets[column];
      cells.forEach((cell, row) => (target[at + row] = cell === null ? NaN : Number(cell)));
    });
    at += piece[0].length;
  });
  for (const role of Object.keys(coded)) await engine.run(`DROP TABLE ids_${role}`);
  const labels = (role: string): Labels | null =>
    role in coded ? { vocabulary: coded[role], index: indices[role] } : null;
  return new Interactions({
    users: coded.user,
    items: coded.item,
    kinds: has("kind") ? coded.kind : new Vocabulary(["interaction"], "kind"),
    userIndex: indices.user,
    itemIndex: indices.item,
    kindIndex: has("kind") ? Uint8Array.from(indices.kind) : new Uint8Array(rowCount),
    value,
    timestampMs,
    domain: labels("domain"),
    session: labels("session"),
  });
}

/** Makes the table ids_<role>: each id and its position by first appearance. */
async function numberIds(
  engine: SqlEngine,
  rows: string,
  role: string,
  column: string,
): Promise<Vocabulary> {
  await engine.run(
    `CREATE TABLE ids_${role} AS SELECT id, CAST(row_number() OVER (ORDER BY first_row) - 1 AS ` +
      `INTEGER) AS position FROM (SELECT coalesce(${column}, '') AS id, min("row") AS first_row ` +
      `FROM ${rows} AS log GROUP BY 1)`,
  );
  const ids: string[] = [];
  await engine.pieces(`SELECT id FROM ids_${role} ORDER BY position`, ([column]) => {
    for (const id of column) ids.push(String(id));
  });
  return new Vocabulary(ids, role);
}
