import { type SqlEngine } from "../sql";
import { type ColumnRole } from "./columns";
import { type BadRow, type StagedLog } from "./stageLog";

/** A way in which a row of the table is bad: the condition, and what to show of it. */
export interface BadCell {
  readonly role: ColumnRole;
  readonly condition: string;
  /** The text shown. */
  readonly shown: string;
  readonly reason: string;
}

/** What makes a row of a staged log unusable, whatever is done with it. */
export function badCells(log: StagedLog): BadCell[] {
  const has = (role: ColumnRole) => log.roles.includes(role);
  const cells: BadCell[] = [
    { role: "user", condition: "user_id IS NULL", shown: "''", reason: "no user" },
    { role: "item", condition: "item_id IS NULL", shown: "''", reason: "no item" },
  ];
  if (has("value")) {
    cells.push({
      role: "value",
      condition: "value_bad IS NOT NULL",
      shown: "value_bad",
      reason: "a value that is no number",
    });
  }
  if (has("time")) {
    cells.push(
      {
        role: "time",
        condition: "time_bad IS NOT NULL",
        shown: "time_bad",
        reason: "a time stamp that is no time",
      },
      {
        role: "time",
        condition: `time_ms > ${log.now}`,
        shown: "CAST(time_ms AS VARCHAR)",
        reason: "a time stamp in the future",
      },
    );
  }
  return cells;
}

/** The rows of a staged log that can't be used: how many, and the first few. */
export async function findBadRows(
  engine: SqlEngine,
  log: StagedLog,
  exampleCount = 5,
): Promise<{ count: number; examples: BadRow[] }> {
  const cells = badCells(log);
  const any = cells.map(({ condition }) => condition).join(" OR ");
  const [{ count }] = await engine.rows(
    `SELECT count(*) AS count FROM ${log.table} WHERE ${any}`,
  );
  const examples: BadRow[] = log.malformed.slice(0, exampleCount);
  if (Number(count) > 0) {
    const kinds = cells.map(({ condition }, index) => `WHEN ${condition} THEN ${index}`);
    const shown = cells.map(({ condition, shown }) => `WHEN ${condition} THEN ${shown}`);
    const rows = await engine.rows(
      `SELECT "row", CASE ${kinds.join(" ")} END AS kind, CASE ${shown.join(" ")} END AS shown ` +
        `FROM ${log.table} WHERE ${any} ORDER BY "row" LIMIT ${exampleCount}`,
    );
    for (const row of rows) {
      const { role, reason } = cells[Number(row.kind)];
      examples.push({
        ...log.placeOf(Number(row.row)),
        column: log.columnNames[role] ?? role,
        value: reason.endsWith("future")
          ? new Date(Number(row.shown)).toISOString()
          : String(row.shown),
        reason,
      });
    }
  }
  return { count: Number(count) + log.malformed.length, examples };
}
