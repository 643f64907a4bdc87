import { type SqlEngine } from "../sql";
import { type FullProtocol } from "./SplitProtocol";

/** The numbers that stand for the parts in SQL; fold f is `FIRST_FOLD + f`. */
export const PART: Readonly<Record<"train" | "valid" | "test", number>> = {
  train: 0,
  valid: 1,
  test: 2,
};

/** The part number of fold 0. */
export const FIRST_FOLD = 10;

/** A table to be split: columns row, user_id, item_id, and those named. */
export interface SplitTable {
  readonly table: string;
  readonly hasTime: boolean;
  readonly hasValue: boolean;
  readonly hasKind: boolean;
}

/**
 * Makes the table `target` (row, part) of the rows that aren't for training, with the part of each;
 * NULL for rows that no part takes. Training takes the rest, most rows as a rule.
 *
 * Every protocol but the cold ones is one statement: rows are ranked within their group (all, a
 * user, a value) in the protocol's order, equal ones by their place in the log, and cut from the
 * end.
 *
 * @throws RangeError if the protocol needs times, or values, that the log lacks
 */
export async function assignParts(
  engine: SqlEngine,
  log: SplitTable,
  protocol: FullProtocol,
  target: string,
): Promise<void> {
  if (protocol.name === "global-temporal" && !log.hasTime) {
    throw new RangeError("split requires time stamps for global-temporal, got a log without");
  }
  const needs = protocol.name === "stratified" && protocol.by !== "item" ? protocol.by : null;
  if ((needs === "value" && !log.hasValue) || (needs === "kind" && !log.hasKind)) {
    throw new RangeError(`split requires the column ${needs} to stratify by, got a log without`);
  }
  const isCold = protocol.name === "cold-user" || protocol.name === "cold-item";
  const query = isCold ? coldQuery(engine, log, protocol) : rankedQuery(engine, log, protocol);
  const { warmItemsOnly, warmUsersOnly } = protocol;
  await engine.run(
    `CREATE TABLE ${target} AS SELECT "row", part FROM (${query}) AS cut ` +
      `WHERE part IS DISTINCT FROM ${PART.train}`,
  );
  if ((!warmItemsOnly && !warmUsersOnly) || protocol.name === "k-fold") return;
  const warm = (column: string) =>
    `log.${column} IN (SELECT ${column} FROM ${log.table} AS inner_log WHERE NOT EXISTS ` +
    `(SELECT 1 FROM ${target} AS held WHERE held."row" = inner_log."row"))`;
  const conditions = [
    ...(warmItemsOnly ? [warm("item_id")] : []),
    ...(warmUsersOnly ? [warm("user_id")] : []),
  ];
  await engine.run(
    `CREATE TABLE ${target}_warm AS SELECT parts."row", CASE WHEN ${conditions.join(" AND ")} ` +
      `THEN parts.part END AS part FROM ${target} AS parts ` +
      `JOIN ${log.table} AS log ON log."row" = parts."row"`,
  );
  await engine.run(`DROP TABLE ${target}`);
  await engine.run(`ALTER TABLE ${target}_warm RENAME TO ${target}`);
}

function rankedQuery(engine: SqlEngine, log: SplitTable, protocol: FullProtocol): string {
  const { name } = protocol;
  const isPerUser = name.startsWith("per-user") || name === "leave-one-out";
  const group = isPerUser
    ? "user_id"
    : name === "stratified"
      ? { value: "value", kind: "kind", item: "item_id" }[protocol.by]
      : null;
  const isOrdered = name.endsWith("temporal") || name === "leave-one-out";
  const order = !isOrdered
    ? engine.randomBits(protocol.seed, '"row"')
    : log.hasTime
      ? "time_ms NULLS FIRST"
      : null;
  const partition = group === null ? "" : `PARTITION BY ${group} `;
  const ranked =
    `SELECT "row", row_number() OVER (${partition}ORDER BY ${order === null ? "" : `${order}, `}` +
    `"row") - 1 AS position, count(*) OVER (${partition}) AS n FROM ${log.table}`;
  if (name === "k-fold") {
    return (
      `SELECT "row", CAST(${FIRST_FOLD} + position % ${protocol.folds} AS INTEGER) AS part ` +
      `FROM (${ranked}) AS ranked`
    );
  }
  const atLeast = isPerUser ? 1 : 0;
  const [test, valid] =
    name === "leave-one-out"
      ? ["1", String(protocol.last - 1)]
      : [countOf(protocol.testShare, atLeast), countOf(protocol.validShare, atLeast)];
  const tooSmall = isPerUser
    ? `WHEN n - ${test} - ${valid} < ${protocol.minTrain} THEN ` +
      (protocol.smallUsers === "drop" ? "NULL " : `${PART.train} `)
    : "";
  return (
    `SELECT "row", CASE ${tooSmall}WHEN position >= n - ${test} THEN ${PART.test} ` +
    `WHEN position >= n - ${test} - ${valid} THEN ${PART.valid} ELSE ${PART.train} END AS part ` +
    `FROM (${ranked}) AS ranked`
  );
}

/** floor(share n), computed as any program with doubles would. */
function countOf(share: number, atLeast: number): string {
  if (share === 0) return "0";
  return `greatest(${atLeast}, CAST(floor(CAST(${share} AS DOUBLE) * n) AS BIGINT))`;
}

function coldQuery(engine: SqlEngine, log: SplitTable, protocol: FullProtocol): string {
  const column = protocol.name === "cold-user" ? "user_id" : "item_id";
  // The first row of each user stands for the user: ids may be spelled anyhow.
  const first = `SELECT ${column}, min("row") AS first_row FROM ${log.table} GROUP BY ${column}`;
  const ranked =
    `SELECT ${column}, row_number() OVER (ORDER BY ${engine.randomBits(protocol.seed, "first_row")}` +
    `, first_row) - 1 AS position, count(*) OVER () AS n FROM (${first}) AS firsts`;
  const [test, valid] = [countOf(protocol.testShare, 1), countOf(protocol.validShare, 0)];
  return (
    `SELECT log."row", CASE WHEN position >= n - ${test} THEN ${PART.test} ` +
    `WHEN position >= n - ${test} - ${valid} THEN ${PART.valid} ELSE ${PART.train} END AS part ` +
    `FROM ${log.table} AS log JOIN (${ranked}) AS ranked ON log.${column} = ranked.${column}`
  );
}
