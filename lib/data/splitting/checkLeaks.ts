import { type SqlEngine } from "../sql";
import { PART, type SplitTable } from "./assignParts";

/** How rows that are held out stand to an earlier part. */
export interface RowLeaks {
  /** Rows that stand in the earlier part too: same user, item, value and time. */
  readonly leakedRows: number;
  /** Rows whose user has the same item there: a repeat, or a duplicate never cleaned. */
  readonly repeatedPairs: number;
  /** Rows older than one there of the same user. */
  readonly timeTravelWithinUser: number;
  /** Rows older than the newest there of anybody. */
  readonly timeTravelAcrossUsers: number;
}

/** How the validation part stands to training, and whom it can measure. */
export interface ValidLeaks extends RowLeaks {
  readonly validUsers: number;
  /** Those who have a training row. */
  readonly warmValidUsers: number;
  readonly validItems: number;
  readonly warmValidItems: number;
}

/** What a split lets through, and whom it can measure: the test part against training. */
export interface LeakReport extends RowLeaks {
  /** Rows of each part. */
  readonly rows: { readonly train: number; readonly valid: number; readonly test: number };
  /** Rows of the log that are in no part. */
  readonly droppedRows: number;
  readonly testUsers: number;
  /** Test users who have a training row. */
  readonly warmTestUsers: number;
  readonly testItems: number;
  readonly warmTestItems: number;
  /** The validation part against training; null without one. */
  readonly valid: ValidLeaks | null;
  /** The test part against validation; null without one. */
  readonly testAgainstValid: RowLeaks | null;
  /** What a reader of results must know, in words. */
  readonly warnings: readonly string[];
}

/** Fewer warm test users than this make any average unsteady. */
const FEW_USERS = 100;

/**
 * Checks the parts of a log against each other.
 *
 * @param parts - a table or view with the log's columns and `part`; NULL for rows in no part
 */
export async function checkLeaks(
  engine: SqlEngine,
  log: SplitTable,
  parts: string,
): Promise<LeakReport> {
  const countParts = await engine.rows(`SELECT part, count(*) AS n FROM ${parts} GROUP BY part`);
  const rowsOf = (part: number | null) =>
    Number(countParts.find((row) => row.part === part)?.n ?? 0);
  const rows = { train: rowsOf(PART.train), valid: rowsOf(PART.valid), test: rowsOf(PART.test) };
  const exact = ["user_id", "item_id"].concat(
    log.hasValue ? ["value"] : [],
    log.hasTime ? ["time_ms"] : [],
  );
  const held = `${parts}_held`;
  await engine.run(
    `CREATE TABLE ${held} AS SELECT ${exact.join(", ")}, part FROM ${parts} ` +
      `WHERE part IN (${PART.valid}, ${PART.test})`,
  );
  const train = await basisOf(engine, log, `${parts}_train`, exact, parts, PART.train, held);
  const test = `(SELECT * FROM ${held} WHERE part = ${PART.test})`;
  const valid = `(SELECT * FROM ${held} WHERE part = ${PART.valid})`;
  const ofTest = await compare(engine, log, exact, test, train);
  const counts = await countKnown(engine, test, train);
  let validLeaks: ValidLeaks | null = null;
  let testAgainstValid: RowLeaks | null = null;
  if (rows.valid > 0) {
    const known = await countKnown(engine, valid, train);
    validLeaks = {
      ...(await compare(engine, log, exact, valid, train)),
      validUsers: known.users,
      warmValidUsers: known.warmUsers,
      validItems: known.items,
      warmValidItems: known.warmItems,
    };
    const basis = await basisOf(engine, log, `${parts}_valid`, exact, held, PART.valid, held);
    testAgainstValid = await compare(engine, log, exact, test, basis);
    await dropBasis(engine, basis);
  }
  await dropBasis(engine, train);
  await engine.run(`DROP TABLE ${held}`);
  const report = {
    rows,
    droppedRows: rowsOf(null),
    ...ofTest,
    testUsers: counts.users,
    warmTestUsers: counts.warmUsers,
    testItems: counts.items,
    warmTestItems: counts.warmItems,
    valid: validLeaks,
    testAgainstValid,
  };
  return { ...report, warnings: warningsOf(report) };
}

/** What of an earlier part the rows held out are compared with. */
interface Basis {
  /** Its rows whose user and item stand in a row held out. */
  readonly rows: string;
  /** Its users, each with the newest time. */
  readonly users: string;
  readonly items: string;
}

/** One pass for each of the questions, whichever part asks them. */
async function basisOf(
  engine: SqlEngine,
  log: SplitTable,
  name: string,
  exact: readonly string[],
  parts: string,
  part: number,
  held: string,
): Promise<Basis> {
  const basis = { rows: `${name}_rows`, users: `${name}_users`, items: `${name}_items` };
  const columns = exact.map((column) => `log.${column}`).join(", ");
  await engine.run(
    `CREATE TABLE ${basis.rows} AS SELECT ${columns} FROM ${parts} AS log JOIN (SELECT DISTINCT ` +
      `user_id, item_id FROM ${held}) AS wanted ON log.user_id = wanted.user_id AND ` +
      `log.item_id = wanted.item_id WHERE log.part = ${part}`,
  );
  const newest = log.hasTime ? "max(time_ms)" : "NULL";
  await engine.run(
    `CREATE TABLE ${basis.users} AS SELECT user_id, ${newest} AS newest FROM ${parts} ` +
      `WHERE part = ${part} GROUP BY user_id`,
  );
  await engine.run(
    `CREATE TABLE ${basis.items} AS SELECT DISTINCT item_id FROM ${parts} WHERE part = ${part}`,
  );
  return basis;
}

async function dropBasis(engine: SqlEngine, basis: Basis): Promise<void> {
  for (const table of Object.values(basis)) await engine.run(`DROP TABLE ${table}`);
}

async function compare(
  engine: SqlEngine,
  log: SplitTable,
  exact: readonly string[],
  held: string,
  basis: Basis,
): Promise<RowLeaks> {
  const same = (column: string) => `held.${column} IS NOT DISTINCT FROM earlier.${column}`;
  const count = (from: string) => countOf(engine, `${held} AS held ${from}`);
  const older = `JOIN ${basis.users} AS earlier ON held.user_id = earlier.user_id`;
  return {
    leakedRows: await count(
      `WHERE EXISTS (SELECT 1 FROM ${basis.rows} AS earlier WHERE ${exact.map(same).join(" AND ")})`,
    ),
    repeatedPairs: await count(
      `JOIN (SELECT DISTINCT user_id, item_id FROM ${basis.rows}) AS earlier ` +
        `ON held.user_id = earlier.user_id AND held.item_id = earlier.item_id`,
    ),
    timeTravelWithinUser: log.hasTime
      ? await count(`${older} WHERE held.time_ms < earlier.newest`)
      : 0,
    timeTravelAcrossUsers: log.hasTime
      ? await count(`WHERE held.time_ms < (SELECT max(newest) FROM ${basis.users})`)
      : 0,
  };
}

/** Distinct users and items of a part, and how many of them training knows. */
async function countKnown(
  engine: SqlEngine,
  held: string,
  train: Basis,
): Promise<{ users: number; warmUsers: number; items: number; warmItems: number }> {
  const distinct = (column: string) => `(SELECT DISTINCT ${column} FROM ${held} AS rows_held) AS held`;
  const warm = (column: string, table: string) =>
    `${distinct(column)} JOIN ${table} AS train ON held.${column} = train.${column}`;
  return {
    users: await countOf(engine, distinct("user_id")),
    warmUsers: await countOf(engine, warm("user_id", train.users)),
    items: await countOf(engine, distinct("item_id")),
    warmItems: await countOf(engine, warm("item_id", train.items)),
  };
}

async function countOf(engine: SqlEngine, from: string): Promise<number> {
  return Number((await engine.rows(`SELECT count(*) AS n FROM ${from}`))[0].n);
}

function warningsOf(report: Omit<LeakReport, "warnings">): string[] {
  const warnings: string[] = [];
  const { rows, leakedRows, testUsers, warmTestUsers, timeTravelWithinUser } = report;
  if (rows.train === 0) warnings.push("no row is left for training");
  if (rows.test === 0) warnings.push("no row is left for testing");
  if (leakedRows > 0) warnings.push(`${leakedRows} test rows stand in train too: clean first`);
  if (timeTravelWithinUser > 0) {
    warnings.push(`${timeTravelWithinUser} test rows are older than a training row of their user`);
  }
  if (report.valid && report.valid.leakedRows > 0) {
    warnings.push(`${report.valid.leakedRows} validation rows stand in train too: clean first`);
  }
  if (report.testAgainstValid && report.testAgainstValid.leakedRows > 0) {
    const count = report.testAgainstValid.leakedRows;
    warnings.push(`${count} test rows stand in validation too: clean first`);
  }
  if (report.valid && report.valid.timeTravelWithinUser > 0) {
    const count = report.valid.timeTravelWithinUser;
    warnings.push(`${count} validation rows are older than a training row of their user`);
  }
  if (report.testAgainstValid && report.testAgainstValid.timeTravelWithinUser > 0) {
    const count = report.testAgainstValid.timeTravelWithinUser;
    warnings.push(`${count} test rows are older than a validation row of their user`);
  }
  if (rows.test > 0 && warmTestUsers < Math.min(FEW_USERS, testUsers)) {
    warnings.push(`only ${warmTestUsers} of ${testUsers} test users have a training row`);
  } else if (rows.test > 0 && warmTestUsers < FEW_USERS) {
    warnings.push(`only ${warmTestUsers} test users: averages over them are unsteady`);
  }
  return warnings;
}
