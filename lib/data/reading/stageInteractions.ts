import { type Interactions, type Labels } from "../Interactions";
import { type SqlColumn, type SqlEngine } from "../sql";
import { COLUMN_OF, type StagedLog } from "./stageLog";
import { type ColumnRole } from "./columns";

/** Puts a log in memory into a table of the engine, as `stageLog` does with files. */
export async function stageInteractions(
  engine: SqlEngine,
  interactions: Interactions,
  now: number = Date.now(),
  table = "log",
): Promise<StagedLog> {
  const spell = ({ vocabulary, index }: Labels): SqlColumn => ({
    type: "VARCHAR",
    values: Array.from(index, (position) => vocabulary.ids[position]),
  });
  const { users, items, kinds, timestampMs, domain, session, value, count } = interactions;
  const none: SqlColumn = { type: "VARCHAR", values: new Array<null>(count).fill(null) };
  const columns: Record<string, SqlColumn> = {
    user_id: spell({ vocabulary: users, index: interactions.userIndex }),
    item_id: spell({ vocabulary: items, index: interactions.itemIndex }),
    kind: spell({ vocabulary: kinds, index: Int32Array.from(interactions.kindIndex) }),
    value: { type: "DOUBLE", values: value },
    value_bad: none,
  };
  const roles: ColumnRole[] = ["user", "item", "kind", "value"];
  if (timestampMs) {
    roles.push("time");
    columns.time_ms = { type: "DOUBLE", values: timestampMs };
    columns.time_bad = none;
  }
  for (const [role, labels] of [["domain", domain] as const, ["session", session] as const]) {
    if (!labels) continue;
    roles.push(role);
    columns[role] = spell(labels);
  }
  await engine.append(`${table}_given`, columns);
  await engine.number(table, `SELECT * FROM ${table}_given`);
  await engine.run(`DROP TABLE ${table}_given`);
  return {
    table,
    roles,
    files: [],
    columnNames: Object.fromEntries(roles.map((role) => [role, role])),
    layout: roles.map((role) => ({
      name: role === "time" ? "timestamp" : role,
      column: COLUMN_OF[role],
    })),
    timeFormat: timestampMs ? "milliseconds" : null,
    valuesAreWhole: false,
    rowCount: count,
    malformed: [],
    now,
    placeOf: (row) => ({ file: "interactions", line: row + 1 }),
  };
}
