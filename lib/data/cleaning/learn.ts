import { type SqlEngine } from "../sql";
import { type Grouping, type OutlierBounds } from "./CleaningRules";

/** One or two numbers learned from the values of all rows, and of each user or item. */
export interface Learned {
  readonly by: Grouping;
  /** For rows whose user or item was not there to learn from. */
  readonly overall: readonly number[];
  /** By user or item id; empty where `by` is overall. */
  readonly groups: Readonly<Record<string, readonly number[]>>;
}

/** What the rules of one cleaning learned, to be applied to other rows; plain JSON. */
export interface LearnedRules {
  /** The value that fills a missing one. */
  readonly missing?: Learned;
  /** Lower and upper bound. */
  readonly valueOutliers?: Learned;
  /** Lower and upper bound of the rows of a user or item. */
  readonly activityOutliers?: Learned;
  /** Shift and scale: (value - shift) / scale. */
  readonly normalise?: Learned;
  readonly standardise?: Learned;
}

/** Expressions over the column `value` of a group, each giving one number. */
export type Statistics = readonly string[];

const quantile = (share: number) => `percentile_cont(${share}) WITHIN GROUP (ORDER BY value)`;

export const MEAN: Statistics = ["avg(value)"];
export const MEDIAN: Statistics = [quantile(0.5)];

/** Shift and scale to [0, 1]; a scale of 1 where all values are equal. */
export const MIN_MAX: Statistics = [
  "min(value)",
  "CASE WHEN max(value) > min(value) THEN max(value) - min(value) ELSE 1 END",
];

/** Mean and population standard deviation; a scale of 1 where all values are equal. */
export const STANDARD: Statistics = [
  "avg(value)",
  "CASE WHEN stddev_pop(value) > 0 THEN stddev_pop(value) ELSE 1 END",
];

/** Lower and upper bound of usual values. */
export function boundsOf(rule: OutlierBounds): Statistics {
  const { method, lower = 0.01, upper = 0.99 } = rule;
  const around = (centre: string, spread: string, threshold: number): Statistics => [
    `${centre} - ${threshold} * ${spread}`,
    `${centre} + ${threshold} * ${spread}`,
  ];
  switch (method) {
    case "percentile":
      return [quantile(lower), quantile(upper)];
    case "iqr": {
      const spread = `${rule.threshold ?? 1.5} * (${quantile(0.75)} - ${quantile(0.25)})`;
      return [`${quantile(0.25)} - ${spread}`, `${quantile(0.75)} + ${spread}`];
    }
    case "zscore":
      return around("avg(value)", "coalesce(stddev_samp(value), 0)", rule.threshold ?? 3);
    case "mad":
      // `deviation` is |value - median of the group|, which `learn` adds.
      return around(
        quantile(0.5),
        "1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY deviation)",
        rule.threshold ?? 3.5,
      );
  }
}

/**
 * Learns statistics of the column `value` of a table, of all rows and of each group.
 *
 * @param rows - a table or a query in brackets with the columns value, user_id, item_id
 */
export async function learn(
  engine: SqlEngine,
  rows: string,
  by: Grouping,
  statistics: Statistics,
): Promise<Learned> {
  const needsDeviation = statistics.some((statistic) => statistic.includes("deviation)"));
  const select = statistics.map((statistic, i) => `${statistic} AS s${i}`).join(", ");
  const present = `${rows} AS present WHERE value IS NOT NULL`;
  const from = (key: string | null) =>
    needsDeviation ? `(${withDeviation(present, key)}) AS deviations` : present;
  const [overall] = await engine.rows(`SELECT ${select} FROM ${from(null)}`);
  const numbers = (row: Record<string, unknown>) =>
    statistics.map((_, i) => (row[`s${i}`] === null ? NaN : Number(row[`s${i}`])));
  const groups: Record<string, number[]> = {};
  if (by !== "overall") {
    const key = `${by}_id`;
    await engine.pieces(
      `SELECT ${key}, ${select} FROM ${from(key)} GROUP BY ${key} ORDER BY ${key}`,
      ([ids, ...columns]) => {
        ids.forEach((id, row) => (groups[String(id)] = columns.map((column) => Number(column[row]))));
      },
    );
  }
  return { by, overall: numbers(overall), groups };
}

/** The rows with the column deviation: |value - median|, of all or of their group. */
function withDeviation(present: string, key: string | null): string {
  const column = key === null ? "" : `${key}, `;
  const medians = `SELECT ${column}${quantile(0.5)} AS median FROM ${present}`;
  const joined =
    key === null
      ? `CROSS JOIN (${medians}) AS medians`
      : `JOIN (${medians} GROUP BY ${key}) AS medians ON rows.${key} = medians.${key}`;
  return (
    `SELECT rows.*, abs(rows.value - medians.median) AS deviation ` +
    `FROM (SELECT * FROM ${present}) AS rows ${joined}`
  );
}

/**
 * Makes the table `name` of what was learned, and returns the join that finds each row's numbers
 * and the expressions of them.
 */
export async function learnedTable(
  engine: SqlEngine,
  name: string,
  learned: Learned,
): Promise<{ join: string; numbers: string[] }> {
  const overall = learned.overall.map((value) =>
    Number.isFinite(value) ? `CAST(${value} AS DOUBLE)` : "CAST(NULL AS DOUBLE)",
  );
  if (learned.by === "overall") return { join: "", numbers: overall };
  const ids = Object.keys(learned.groups);
  const columns = learned.overall.map(
    (_, i) =>
      [
        `s${i}`,
        { type: "DOUBLE" as const, values: Float64Array.from(ids, (id) => learned.groups[id][i]) },
      ] as const,
  );
  await engine.append(name, {
    id: { type: "VARCHAR", values: ids },
    ...Object.fromEntries(columns),
  });
  return {
    join: `LEFT JOIN ${name} ON log.${learned.by}_id = ${name}.id`,
    numbers: overall.map((value, i) => `coalesce(${name}.s${i}, ${value})`),
  };
}
