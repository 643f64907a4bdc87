import { type SqlEngine } from "../sql";
import { FIRST_FOLD, PART, type SplitTable } from "./assignParts";

/**
 * Makes the table `target`: the log's columns, and `cut`, what `assignParts` says of the row: its
 * part, or NULL for rows in no part.
 */
export async function carryParts(
  engine: SqlEngine,
  log: SplitTable,
  assigned: string,
  target: string,
): Promise<void> {
  await engine.run(
    `CREATE TABLE ${target} AS SELECT log.*, CASE WHEN assigned."row" IS NULL THEN ` +
      `${PART.train} ELSE assigned.part END AS cut FROM ${log.table} AS log ` +
      `LEFT JOIN ${assigned} AS assigned ON log."row" = assigned."row"`,
  );
  await engine.run(`DROP TABLE ${assigned}`);
}

/** Makes the view `view` of a carried table with the column `part`: of all, or of one fold. */
export async function viewParts(
  engine: SqlEngine,
  carried: string,
  view: string,
  fold: number | null,
): Promise<void> {
  const part =
    fold === null
      ? "cut"
      : `CASE WHEN cut = ${FIRST_FOLD + fold} THEN ${PART.test} ELSE ${PART.train} END`;
  await engine.run(`CREATE VIEW ${view} AS SELECT *, ${part} AS part FROM ${carried}`);
}
