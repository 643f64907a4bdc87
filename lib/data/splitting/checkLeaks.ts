import { type SqlEngine } from "../sql";
import { PART, type SplitTable } from "./assignParts";

/** What a split lets through, and whom it can measure. */
export interface LeakReport {
  /** Rows of each part. */
  readonly rows: { readonly train: number; readonly valid: number; readonly test: number };
  /** Rows of the log that are in no part. */
  readonly droppedRows: number;
  /** Test rows that stand in train too: same user, item, value and time. */
  readonly leakedRows: number;
  /** Test rows whose user has the same item in train: a repeat, or a duplicate never cleaned. */
  readonly repeatedPairs: number;
  /** Test rows older than a training row of the same user. */
  readonly timeTravelWithinUser: number;
  /** Test rows older than the newest training row of anybody. */
  readonly timeTravelAcrossUsers: number;
  readonly testUsers: number;
  /** Test users who have a training row. */
  readonly warmTestUsers: number;
  readonly testItems: number;
  readonly warmTestItems: number;
  /** What a reader of results must know, in words. */
  readonly warnings: readonly string[];
}

/** Fewer warm test users than this make any average unsteady. */
const FEW_USERS = 100;

/**
 * Checks the parts of a log against each other.
 *
 * @param parts - the table (row, part) that `assignParts` makes
 */
export async function checkLeaks(
  engine: SqlEngine,
  log: SplitTable,
  parts: string,
): Promise<LeakReport> {
  const exact = ["user_id", "item_id"].concat(
    log.hasValue ? ["value"] : [],
    log.hasTime ? ["time_ms"] : [],
  );
  // One join for all the questions; the test part, asked most, apart.
  const joined = `${parts}_joined`;
  const held = `${parts}_held`;
  await engine.run(
    `CREATE TABLE ${joined} AS SELECT ${exact.map((name) => `log.${name}`).join(", ")}, ` +
      `parts.part FROM ${log.table} AS log JOIN ${parts} AS parts ON log."row" = parts."row"`,
  );
  await engine.run(`CREATE TABLE ${held} AS SELECT * FROM ${joined} WHERE part = ${PART.test}`);
  const number = async (query: string) => Number((await engine.rows(`SELECT ${query} AS n`))[0].n);
  const test = `${held} AS test`;
  const train = `(SELECT * FROM ${joined} WHERE part = ${PART.train}) AS train`;
  const countParts = await engine.rows(`SELECT part, count(*) AS n FROM ${parts} GROUP BY part`);
  const rowsOf = (part: number) => Number(countParts.find((row) => row.part === part)?.n ?? 0);
  const rows = { train: rowsOf(PART.train), valid: rowsOf(PART.valid), test: rowsOf(PART.test) };
  const total = await number(`(SELECT count(*) FROM ${log.table})`);
  const same = (column: string) => `test.${column} IS NOT DISTINCT FROM train.${column}`;
  // Only pairs of the test part matter: few beside those of training.
  const pairs =
    `SELECT DISTINCT train.user_id, train.item_id FROM ${train} JOIN (SELECT DISTINCT user_id, ` +
    `item_id FROM ${held}) AS wanted ON train.user_id = wanted.user_id AND ` +
    `train.item_id = wanted.item_id`;
  const repeatedPairs = await number(
    `(SELECT count(*) FROM ${test} JOIN (${pairs}) AS train ` +
      `ON test.user_id = train.user_id AND test.item_id = train.item_id)`,
  );
  const leakedRows =
    repeatedPairs === 0
      ? 0
      : await number(
          `(SELECT count(*) FROM ${test} WHERE EXISTS ` +
            `(SELECT 1 FROM ${train} WHERE ${exact.map(same).join(" AND ")}))`,
        );
  const newest = `SELECT user_id, max(time_ms) AS newest FROM ${train} GROUP BY user_id`;
  const [within, across] = log.hasTime
    ? [
        await number(
          `(SELECT count(*) FROM ${test} JOIN (${newest}) AS train ` +
            `ON test.user_id = train.user_id WHERE test.time_ms < train.newest)`,
        ),
        await number(
          `(SELECT count(*) FROM ${test} WHERE time_ms < (SELECT max(time_ms) FROM ${train}))`,
        ),
      ]
    : [0, 0];
  const distinct = async (column: string): Promise<[number, number]> => {
    const inTest = `SELECT DISTINCT ${column} FROM ${test}`;
    const inTrain = `SELECT DISTINCT ${column} FROM ${joined} WHERE part = ${PART.train}`;
    return [
      await number(`(SELECT count(*) FROM (${inTest}) AS t)`),
      await number(
        `(SELECT count(*) FROM (${inTest}) AS t JOIN (${inTrain}) AS s ON t.${column} = s.${column})`,
      ),
    ];
  };
  const [testUsers, warmTestUsers] = await distinct("user_id");
  const [testItems, warmTestItems] = await distinct("item_id");
  await engine.run(`DROP TABLE ${joined}`);
  await engine.run(`DROP TABLE ${held}`);
  const report = {
    rows,
    droppedRows: total - rows.train - rows.valid - rows.test,
    leakedRows,
    repeatedPairs,
    timeTravelWithinUser: within,
    timeTravelAcrossUsers: across,
    testUsers,
    warmTestUsers,
    testItems,
    warmTestItems,
  };
  return { ...report, warnings: warningsOf(report) };
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
  if (rows.test > 0 && warmTestUsers < Math.min(FEW_USERS, testUsers)) {
    warnings.push(`only ${warmTestUsers} of ${testUsers} test users have a training row`);
  } else if (rows.test > 0 && warmTestUsers < FEW_USERS) {
    warnings.push(`only ${warmTestUsers} test users: averages over them are unsteady`);
  }
  return warnings;
}
