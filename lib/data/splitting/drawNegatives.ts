import { AliasTable, RandomGenerator, shuffle } from "../../probability";
import { type SqlEngine } from "../sql";
import { PART } from "./assignParts";
import { type NegativeSettings } from "./SplitProtocol";

/** How many rows go to the engine at once. */
const BATCH_ROWS = 1 << 20;

/**
 * Makes the table `target` (row, user_id, item_id): for each test user, `count` different items of
 * the parts at random that the user has no row with, not in rows that no part takes either; fewer
 * where there aren't as many. One after the other, without putting back, items are drawn all alike, or
 * in proportion to their rows in the parts. Users come in the order of the log, and each has a stream
 * of draws of its own.
 *
 * @param parts - a table or view with the columns row, user_id, item_id, part (NULL: in no part)
 */
export async function drawNegatives(
  engine: SqlEngine,
  parts: string,
  settings: Required<NegativeSettings>,
  target: string,
): Promise<void> {
  const [users, items] = [`${target}_users`, `${target}_items`];
  await numberFirsts(engine, parts, "user_id", `part = ${PART.test}`, users);
  await numberFirsts(engine, parts, "item_id", "part IS NOT NULL", items);
  const [{ n }] = await engine.rows(`SELECT count(*) AS n FROM ${items}`);
  const rowCounts = settings.by === "popularity" ? await itemRows(engine, parts, items) : null;
  const pool = { itemCount: Number(n), rowCounts };
  const drawn = await drawForAll(engine, ownPairs(parts, users, items), pool, settings);
  await store(engine, `${target}_drawn`, drawn);
  await engine.run(
    `CREATE TABLE ${target} AS SELECT drawn."row", users.user_id, items.item_id ` +
      `FROM ${target}_drawn AS drawn JOIN ${users} AS users ON drawn.user_at = users.position ` +
      `JOIN ${items} AS items ON drawn.item_at = items.position`,
  );
  for (const table of [users, items, `${target}_drawn`]) await engine.run(`DROP TABLE ${table}`);
}

/** Makes a table of the ids of some rows, with their positions by first appearance. */
async function numberFirsts(
  engine: SqlEngine,
  parts: string,
  column: string,
  condition: string,
  target: string,
): Promise<void> {
  await engine.run(
    `CREATE TABLE ${target} AS SELECT ${column}, row_number() OVER (ORDER BY first_row) - 1 AS ` +
      `position FROM (SELECT ${column}, min("row") AS first_row FROM ${parts} ` +
      `WHERE ${condition} GROUP BY ${column}) AS firsts`,
  );
}

/** How many rows of the parts each item has, by position. */
async function itemRows(engine: SqlEngine, parts: string, items: string): Promise<number[]> {
  const counts: number[] = [];
  const query =
    `SELECT count(*) AS n FROM ${parts} AS log JOIN ${items} AS items ON log.item_id = ` +
    `items.item_id WHERE log.part IS NOT NULL GROUP BY items.position ORDER BY items.position`;
  await engine.pieces(query, ([column]) => {
    for (const n of column) counts.push(Number(n));
  });
  return counts;
}

/** The query of each test user's own items, by position; users in order. */
function ownPairs(parts: string, users: string, items: string): string {
  return (
    `SELECT DISTINCT users.position AS user_at, items.position AS item_at FROM ${parts} AS log ` +
    `JOIN ${users} AS users ON log.user_id = users.user_id ` +
    `JOIN ${items} AS items ON log.item_id = items.item_id ORDER BY 1, 2`
  );
}

/** What candidates are drawn from. */
interface Pool {
  readonly itemCount: number;
  /** Weights of the items; null where all are alike. */
  readonly rowCounts: readonly number[] | null;
}

/** Each user's draws, shape [users][items drawn], as positions of items. */
async function drawForAll(
  engine: SqlEngine,
  own: string,
  { itemCount, rowCounts }: Pool,
  { count, seed }: Required<NegativeSettings>,
): Promise<Int32Array[]> {
  const table = rowCounts && new AliasTable(rowCounts);
  const random = new RandomGenerator(seed).fork("negatives");
  const drawn: Int32Array[] = [];
  let ofUser = new Set<number>();
  const finish = (): void => {
    const stream = random.fork(drawn.length);
    const wanted = Math.min(count, itemCount - ofUser.size);
    drawn.push(
      table
        ? drawByWeight(stream, table, rowCounts, ofUser, wanted)
        : draw(stream, itemCount, ofUser, wanted),
    );
    ofUser = new Set();
  };
  await engine.pieces(own, ([users, items]) => {
    users.forEach((user, row) => {
      if (Number(user) > drawn.length) finish();
      ofUser.add(Number(items[row]));
    });
  });
  if (ofUser.size > 0) finish();
  return drawn;
}

/** `count` different numbers below `size` that aren't among the excluded. */
function draw(
  random: RandomGenerator,
  size: number,
  excluded: ReadonlySet<number>,
  count: number,
): Int32Array {
  if (2 * count > size - excluded.size) {
    const free = Int32Array.from({ length: size }, (_, i) => i).filter((i) => !excluded.has(i));
    return shuffle(random, free).slice(0, count);
  }
  const taken = new Set<number>();
  while (taken.size < count) {
    const candidate = random.below(size);
    if (!excluded.has(candidate)) taken.add(candidate);
  }
  return Int32Array.from(taken);
}

/** How many draws in vain are borne for each item wanted. */
const PATIENCE = 8;

/**
 * `count` different positions that aren't among the excluded, drawn one after the other in proportion
 * to their weights. Draws of what is taken are thrown away; where that takes too long, the order of
 * ln(u) / weight, with u uniform, draws by the same law.
 *
 * @see Efraimidis, Spirakis (2006), Weighted random sampling with a reservoir,
 * doi:10.1016/j.ipl.2005.11.003
 */
function drawByWeight(
  random: RandomGenerator,
  table: AliasTable,
  weights: readonly number[],
  excluded: ReadonlySet<number>,
  count: number,
): Int32Array {
  const taken = new Set<number>();
  for (let tries = PATIENCE * count; taken.size < count && tries > 0; tries--) {
    const candidate = table.sample(random);
    if (!excluded.has(candidate)) taken.add(candidate);
  }
  if (taken.size === count) return Int32Array.from(taken);
  const left = weights.flatMap((weight, item) =>
    excluded.has(item) || taken.has(item)
      ? []
      : [{ item, key: Math.log(1 - random.uniform()) / weight }],
  );
  left.sort((a, b) => b.key - a.key);
  const rest = left.slice(0, count - taken.size).map(({ item }) => item);
  return Int32Array.from([...taken, ...rest]);
}

/** Puts the draws into a table (row, user_at, item_at). */
async function store(engine: SqlEngine, table: string, drawn: readonly Int32Array[]): Promise<void> {
  const total = drawn.reduce((sum, items) => sum + items.length, 0);
  let user = 0;
  let place = 0;
  for (let start = 0; start === 0 || start < total; start += BATCH_ROWS) {
    const length = Math.min(BATCH_ROWS, total - start);
    const [userAt, itemAt] = [new Int32Array(length), new Int32Array(length)];
    for (let row = 0; row < length; row++) {
      while (place === drawn[user].length) {
        user++;
        place = 0;
      }
      userAt[row] = user;
      itemAt[row] = drawn[user][place++];
    }
    await engine.append(table, {
      row: { type: "INTEGER", values: Int32Array.from({ length }, (_, row) => start + row) },
      user_at: { type: "INTEGER", values: userAt },
      item_at: { type: "INTEGER", values: itemAt },
    });
  }
}
