import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { type StagedLog } from "../reading/stageLog";
import { MS_PER_UNIT } from "../reading/times";
import { quoteName, type SqlEngine } from "../sql";
import { outputFormat } from "./outputFormat";

/** RecBole's names of the roles. */
const RECBOLE: Readonly<Record<string, string>> = {
  user_id: "user_id:token",
  item_id: "item_id:token",
  kind: "kind:token",
  value: "rating:float",
  time_ms: "timestamp:float",
  domain: "domain:token",
  session: "session:token",
};

/**
 * Writes rows with a staged log's columns under the source's own names, in its order and its unit of
 * time, to a file whose ending tells the format. The file appears when it is whole.
 *
 * @param rows - a table
 * @param options - `where`: a condition on the table as `log`; `flagged`: writes the column "outlier" too;
 * `isInOrder`: the table gives its rows in the order of the log
 */
export async function writeLog(
  engine: SqlEngine,
  log: StagedLog,
  rows: string,
  output: string,
  options: { where?: string; flagged?: boolean; isInOrder?: boolean } = {},
): Promise<void> {
  const format = outputFormat(output);
  const columns: string[] = [];
  for (const { name, column } of log.layout) {
    const isRecBole = /\.inter(\.gz)?$/.test(output) && !name.includes(":");
    const label = quoteName(isRecBole ? (RECBOLE[column] ?? `${name}:token`) : name);
    columns.push(`${await cellOf(engine, log, rows, column)} AS ${label}`);
  }
  if (options.flagged) columns.push("log.flagged AS outlier");
  const query =
    `SELECT ${columns.join(", ")} FROM ${rows} AS log WHERE ${options.where ?? "TRUE"}` +
    (options.isInOrder ? "" : ' ORDER BY log."row"');
  await writeWhole(output, (partial) => engine.write(query, partial, format));
}

/** Lets a file appear only when it is whole; in a folder that is made if it isn't there. */
export async function writeWhole(
  output: string,
  write: (partial: string) => Promise<void>,
): Promise<void> {
  mkdirSync(path.dirname(path.resolve(output)), { recursive: true });
  const partial = `${output}.partial-${process.pid}`;
  try {
    await write(partial);
    renameSync(partial, output);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** A column's cell as the source spells it: times in its unit, whole numbers without a point. */
async function cellOf(
  engine: SqlEngine,
  log: StagedLog,
  rows: string,
  column: string,
): Promise<string> {
  const all = async (claim: string) =>
    Boolean(
      (await engine.rows(`SELECT coalesce(bool_and(${claim}), TRUE) AS holds FROM ${rows} AS log`))[0]
        .holds,
    );
  if (column === "value") {
    const isWhole =
      log.valuesAreWhole && (await all("log.value = floor(log.value) AND abs(log.value) < 1e15"));
    return isWhole ? "CAST(log.value AS BIGINT)" : "log.value";
  }
  if (column !== "time_ms") return `log.${column}`;
  if (log.timeFormat === "iso") return engine.msToTimestamp("log.time_ms");
  const unit = MS_PER_UNIT[log.timeFormat ?? "milliseconds"];
  if (unit === 1) return "log.time_ms";
  if (unit < 1) return `log.time_ms * ${Math.round(1 / unit)}`;
  return (await all(`log.time_ms % ${unit} = 0`))
    ? `CAST(log.time_ms / ${unit} AS BIGINT)`
    : `log.time_ms / CAST(${unit} AS DOUBLE)`;
}
