import { badCells } from "../reading/badRows";
import { describeBadRow } from "../reading/stageLog";
import { type CleaningRules, type OutlierBounds } from "./CleaningRules";
import {
  boundsOf,
  learn,
  type Learned,
  learnedTable,
  MEAN,
  MEDIAN,
  MIN_MAX,
  STANDARD,
  type Statistics,
} from "./learn";
import { type RowTable } from "./RowTable";
import { suggestion } from "../schemaFault";
import { quoteText } from "../sql";

const DAY_MS = 86_400_000;

/** Rows that can't be used, whatever the rules: malformed, without user or item, no number, no time. */
export async function removeBadRows(rows: RowTable): Promise<void> {
  const { log } = rows;
  const malformed = log.malformed.map((bad) => ({
    file: bad.file,
    line: bad.line,
    shown: describeBadRow(bad),
  }));
  rows.removeKnown("malformed rows", "always", malformed, malformed.length);
  for (const { condition, shown, reason, role } of badCells(log)) {
    if (reason.endsWith("future")) continue;
    const name = log.columnNames[role] ?? role;
    const text = `'${reason}, column ${name.replaceAll("'", "''")}: ' || ${shown}`;
    await rows.remove(reason, "always", condition, "", text);
  }
}

/** Time stamps before the earliest or after the latest possible. */
export async function removeTimes(
  rows: RowTable,
  rule: NonNullable<CleaningRules["times"]>,
): Promise<void> {
  requireColumn(rows, "time", "times");
  const latest = rule.latest === undefined ? rows.log.now : Date.parse(rule.latest);
  const conditions = [`log.time_ms > ${latest}`];
  if (rule.earliest !== undefined) {
    conditions.push(`log.time_ms < ${Date.parse(rule.earliest)}`);
  }
  const shown = `CAST(${rows.engine.msToTimestamp("log.time_ms")} AS VARCHAR)`;
  await rows.remove("times", JSON.stringify(rule), conditions.join(" OR "), "", shown);
}

/** Rows equal in every column to an earlier one. */
export async function removeDuplicates(rows: RowTable): Promise<void> {
  const table = rows.scratch();
  const { log } = rows;
  const columns = log.layout.map(({ column }) => column);
  const list = columns.join(", ");
  // Only rows that share their fingerprint with another can have a twin, and few do.
  const fingerprint = rows.engine.fingerprint(columns);
  const suspects = `${table}_suspects`;
  await rows.engine.run(
    `CREATE TABLE ${suspects} AS SELECT ${fingerprint} AS suspect FROM ${rows.name} ` +
      `GROUP BY 1 HAVING count(*) > 1`,
  );
  await rows.engine.run(
    `CREATE TABLE ${table} AS SELECT ${list}, min("row") AS first_row FROM ${rows.name} ` +
      `WHERE ${fingerprint} IN (SELECT suspect FROM ${suspects}) ` +
      `GROUP BY ${list} HAVING count(*) > 1`,
  );
  await rows.engine.run(`DROP TABLE ${suspects}`);
  const same = columns.map((column) =>
    column === "user_id" || column === "item_id"
      ? `log.${column} = twin.${column}`
      : `log.${column} IS NOT DISTINCT FROM twin.${column}`,
  );
  const join = `LEFT JOIN ${table} AS twin ON ${same.join(" AND ")}`;
  await rows.remove("duplicates", "true", 'log."row" > twin.first_row', join);
  await rows.engine.run(`DROP TABLE ${table}`);
}

/** Missing values filled or their rows removed. Returns what was learned. */
export async function treatMissing(
  rows: RowTable,
  rule: NonNullable<CleaningRules["missing"]>,
  known?: Learned,
): Promise<Learned | undefined> {
  if (rule.time === "drop") {
    requireColumn(rows, "time", "missing.time");
    await rows.remove("missing time", "drop", "log.time_ms IS NULL");
  }
  const fill = rule.value ?? "keep";
  if (fill === "keep" || !rows.has("value")) return undefined;
  const setting = JSON.stringify(fill);
  if (fill === "drop") {
    await rows.remove("missing value", "drop", "log.value IS NULL");
    return undefined;
  }
  if (typeof fill === "object") {
    await rows.change("missing value", setting, `CAST(${fill.constant} AS DOUBLE)`, IS_MISSING);
    return undefined;
  }
  const [, side, statistic] = /^(?:(user|item)-)?(mean|median)$/.exec(fill)!;
  const by = side === "user" || side === "item" ? side : "overall";
  const learned =
    known ?? (await learn(rows.engine, rows.name, by, statistic === "mean" ? MEAN : MEDIAN));
  if (!Number.isFinite(learned.overall[0])) {
    throw new RangeError(`clean requires values to learn missing.value ${fill} from, got none`);
  }
  const { join, numbers } = await learnedTable(rows.engine, rows.scratch(), learned);
  await rows.change("missing value", fill, numbers[0], IS_MISSING, join);
  return learned;
}

const IS_MISSING = "log.value IS NULL";

/** Several rows of one user, item and kind become one. */
export async function mergeRepeats(
  rows: RowTable,
  rule: NonNullable<CleaningRules["repeats"]>,
): Promise<void> {
  const { keep } = rule;
  const merges = keep === "mean" || keep === "sum" || keep === "max";
  if (merges) requireColumn(rows, "value", `repeats.keep ${keep}`);
  const pair = ["user_id", "item_id", ...(rows.has("kind") ? ["kind"] : [])];
  const table = rows.scratch();
  const order = rows.has("time") ? 'log.time_ms NULLS FIRST, log."row"' : 'log."row"';
  const descending = rows.has("time")
    ? 'log.time_ms DESC NULLS LAST, log."row" DESC'
    : 'log."row" DESC';
  const same = pair.map((column) => `log.${column} IS NOT DISTINCT FROM pairs.${column}`);
  const pairs =
    `SELECT ${pair.join(", ")} FROM ${rows.name} GROUP BY ${pair.join(", ")} HAVING count(*) > 1`;
  const partition = pair.map((column) => `log.${column}`).join(", ");
  const aggregate = { mean: "avg", sum: "sum", max: "max" }[keep as "mean" | "sum" | "max"];
  const merged = merges ? `${aggregate}(log.value) OVER (PARTITION BY ${partition})` : "NULL";
  await rows.engine.run(
    `CREATE TABLE ${table} AS SELECT log."row" AS repeated_row, row_number() OVER (PARTITION BY ` +
      `${partition} ORDER BY ${keep === "first" ? order : descending}) AS place, ${merged} AS ` +
      `merged FROM ${rows.name} AS log JOIN (${pairs}) AS pairs ON ${same.join(" AND ")}`,
  );
  const join = `LEFT JOIN ${table} AS repeats ON log."row" = repeats.repeated_row`;
  await rows.remove("repeats", keep, "repeats.place > 1", join);
  if (merges) {
    const kept = "repeats.place = 1 AND repeats.merged IS NOT NULL";
    await rows.change("repeats, values merged", keep, "repeats.merged", kept, join);
  }
  await rows.engine.run(`DROP TABLE ${table}`);
}

/** Values outside the usual bounds. */
export async function treatValueOutliers(
  rows: RowTable,
  rule: NonNullable<CleaningRules["valueOutliers"]>,
  known?: Learned,
): Promise<Learned> {
  requireColumn(rows, "value", "valueOutliers");
  const learned =
    known ?? (await learn(rows.engine, rows.name, rule.by ?? "overall", boundsOf(rule)));
  const { join, numbers } = await learnedTable(rows.engine, rows.scratch(), learned);
  const [lower, upper] = numbers;
  const outside = `(log.value < ${lower} OR log.value > ${upper})`;
  const setting = JSON.stringify(rule);
  if (rule.action === "drop") await rows.remove("value outliers", setting, outside, join);
  else if (rule.action === "flag") await rows.flag("value outliers", setting, outside, join);
  else {
    const clipped = `CASE WHEN log.value < ${lower} THEN ${lower} ELSE ${upper} END`;
    await rows.change("value outliers", setting, clipped, outside, join);
  }
  return learned;
}

/** Users or items with impossibly many rows. */
export async function treatActivityOutliers(
  rows: RowTable,
  rule: NonNullable<CleaningRules["activityOutliers"]>,
  known?: Learned,
): Promise<Learned> {
  const { engine } = rows;
  const key = `${rule.of}_id`;
  const perDay = rule.measure === "rowsPerDay";
  if (perDay) requireColumn(rows, "time", "activityOutliers.measure rowsPerDay");
  const counts = rows.scratch();
  const day = `CAST(floor(time_ms / CAST(${DAY_MS} AS DOUBLE)) AS BIGINT)`;
  const query = perDay
    ? `SELECT ${key}, max(n) AS value FROM (SELECT ${key}, ${day} AS day, count(*) AS n FROM ` +
      `${rows.name} GROUP BY ${key}, ${day}) AS days GROUP BY ${key}`
    : `SELECT ${key}, count(*) AS value FROM ${rows.name} GROUP BY ${key}`;
  await engine.run(`CREATE TABLE ${counts} AS ${query}`);
  const learned: Learned =
    known ??
    (rule.max === undefined
      ? await learn(engine, counts, "overall", boundsOf(rule as OutlierBounds))
      : { by: "overall", overall: [0, rule.max], groups: {} });
  const join = `JOIN ${counts} AS activity ON log.${key} = activity.${key}`;
  // No one is too quiet for this rule: that is what kCore is for.
  const outside = `activity.value > ${learned.overall[1]}`;
  const setting = JSON.stringify(rule);
  if (rule.action === "drop") await rows.remove("activity outliers", setting, outside, join);
  else await rows.flag("activity outliers", setting, outside, join);
  await engine.run(`DROP TABLE ${counts}`);
  return learned;
}

/** Values times the weights of their kinds, a line of the audit for each kind. */
export async function weightKinds(
  rows: RowTable,
  weights: NonNullable<CleaningRules["kindWeights"]>,
): Promise<void> {
  requireColumn(rows, "kind", "kindWeights");
  if (!rows.has("value")) await rows.addValues();
  for (const [kind, weight] of Object.entries(weights)) {
    const weighted = `log.value * CAST(${weight} AS DOUBLE)`;
    await rows.change("kind weights", `${kind} x ${weight}`, weighted, `log.kind = ${quoteText(kind)}`);
  }
}

/** @throws RangeError if a weight is of a kind that no row has: likely it is misspelt */
export async function requireKinds(rows: RowTable, wanted: readonly string[]): Promise<void> {
  requireColumn(rows, "kind", "kindWeights");
  const query = `SELECT DISTINCT coalesce(kind, '') AS kind FROM ${rows.name} ORDER BY kind`;
  const known = (await rows.engine.rows(query)).map(({ kind }) => String(kind));
  const unknown = wanted.find((kind) => !known.includes(kind));
  if (unknown === undefined || known.length === 0) return;
  throw new RangeError(
    `clean requires kindWeights of kinds among ${known.join(", ")}, got ${unknown}` +
      suggestion(unknown, known),
  );
}

/** Values become 1, or their rows are removed. */
export async function applyThreshold(
  rows: RowTable,
  rule: NonNullable<CleaningRules["threshold"]>,
): Promise<void> {
  requireColumn(rows, "value", "threshold");
  const below = `log.value < ${rule.min}`;
  await rows.remove("threshold", `min ${rule.min}`, below);
  const filled = "log.value IS NOT NULL";
  await rows.change("threshold, to 1", `min ${rule.min}`, "CAST(1 AS DOUBLE)", filled);
}

/** Users and items with too few rows, to a fixed point. */
export async function applyKCore(
  rows: RowTable,
  rule: NonNullable<CleaningRules["kCore"]>,
): Promise<void> {
  const least = { user: rule.users ?? 1, item: rule.items ?? 1 };
  const few = (side: "user" | "item") =>
    `log.${side}_id IN (SELECT ${side}_id FROM ${rows.name} GROUP BY ${side}_id ` +
    `HAVING count(*) < ${least[side]})`;
  for (let round = 1; ; round++) {
    const before = rows.rowCount;
    const sides = (["user", "item"] as const).filter((side) => least[side] > 1);
    for (const side of sides) {
      const setting = `${side}s ${least[side]}, round ${round}`;
      await rows.remove(`k-core, ${side}s`, setting, few(side));
    }
    if (rows.rowCount === before) return;
  }
}

/** Values mapped to a common range. */
export async function normaliseValues(
  rows: RowTable,
  rule: NonNullable<CleaningRules["normalise"]>,
  known?: Learned,
): Promise<Learned | undefined> {
  requireColumn(rows, "value", "normalise");
  if (rule.method === "min-max") {
    const by = rule.by ?? "overall";
    return scale(rows, "normalise", `min-max by ${by}`, by, MIN_MAX, known);
  }
  const query = `SELECT min(value) AS least FROM ${rows.name}`;
  const [{ least }] = await rows.engine.rows(query);
  if (least !== null && Number(least) <= -1) {
    throw new RangeError(`clean requires values above -1 for normalise log1p, got ${least}`);
  }
  await rows.change("normalise", "log1p", "ln(1 + log.value)", "log.value IS NOT NULL");
  return undefined;
}

/** Values with mean 0 and standard deviation 1. */
export async function standardiseValues(
  rows: RowTable,
  rule: NonNullable<CleaningRules["standardise"]>,
  known?: Learned,
): Promise<Learned> {
  requireColumn(rows, "value", "standardise");
  const by = rule.by ?? "overall";
  return scale(rows, "standardise", `z-score by ${by}`, by, STANDARD, known);
}

async function scale(
  rows: RowTable,
  rule: string,
  setting: string,
  by: Learned["by"],
  statistics: Statistics,
  known?: Learned,
): Promise<Learned> {
  const learned = known ?? (await learn(rows.engine, rows.name, by, statistics));
  const { join, numbers } = await learnedTable(rows.engine, rows.scratch(), learned);
  const scaled = `(log.value - ${numbers[0]}) / ${numbers[1]}`;
  await rows.change(rule, setting, scaled, "log.value IS NOT NULL", join);
  return learned;
}

function requireColumn(rows: RowTable, role: "value" | "time" | "kind", rule: string): void {
  if (rows.has(role)) return;
  throw new RangeError(`clean requires a column of ${role}s for ${rule}, got a log without`);
}
