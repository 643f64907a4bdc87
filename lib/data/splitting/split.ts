import { Interactions } from "../Interactions";
import { type DuckDbOptions, type SqlEngine, withDuckDb } from "../sql";
import { Vocabulary } from "../Vocabulary";
import { assignParts, PART, type SplitTable } from "./assignParts";
import { carryParts, viewParts } from "./carryParts";
import { checkLeaks, type LeakReport } from "./checkLeaks";
import { drawNegatives } from "./drawNegatives";
import { type FullProtocol, parseSplitProtocol, type SplitProtocol } from "./SplitProtocol";

/** A log in parts, all over the log's own vocabularies, rows in the log's order. */
export interface Split {
  /** With all settings filled in; null for a split that was read from files. */
  readonly protocol: FullProtocol | null;
  readonly train: Interactions;
  /** Without rows where the protocol makes no validation part. */
  readonly valid: Interactions;
  readonly test: Interactions;
  /**
   * The negative candidates of each test user, a row of value 0 each, over the same vocabularies; null
   * where the protocol draws none.
   */
  readonly negatives: Interactions | null;
  readonly leaks: LeakReport;
}

/**
 * Splits a log into train, validation and test by a protocol, and checks the parts for leaks.
 * Sorts are stable: rows of equal time keep the log's order.
 *
 * @throws RangeError if the protocol isn't known or misses what it needs, or is "k-fold" (see
 * `splitFolds`)
 */
export async function split(
  interactions: Interactions,
  protocol: SplitProtocol,
  engineOptions: DuckDbOptions = {},
): Promise<Split> {
  const full = parseSplitProtocol(protocol);
  if (full.name === "k-fold") {
    throw new RangeError("split requires a protocol of one split, got k-fold: use splitFolds");
  }
  return withDuckDb(async (engine) => {
    const log = await loadLog(engine, interactions);
    await assignParts(engine, log, full, "assigned");
    await carryParts(engine, log, "assigned", "carried");
    await viewParts(engine, "carried", "parts", null);
    return collectSplit(engine, log, interactions, full);
  }, engineOptions);
}

/**
 * Splits a log into k folds: as many splits, each with another fold as its test part and the
 * others as training.
 *
 * @throws RangeError if the protocol isn't "k-fold"
 */
export async function splitFolds(
  interactions: Interactions,
  protocol: Extract<SplitProtocol, { name: "k-fold" }> = { name: "k-fold" },
  engineOptions: DuckDbOptions = {},
): Promise<Split[]> {
  const full = parseSplitProtocol(protocol);
  if (full.name !== "k-fold") {
    throw new RangeError(`splitFolds requires the protocol k-fold, got ${full.name}`);
  }
  return withDuckDb(async (engine) => {
    const log = await loadLog(engine, interactions);
    await assignParts(engine, log, full, "folds");
    await carryParts(engine, log, "folds", "carried");
    const splits: Split[] = [];
    for (let fold = 0; fold < full.folds; fold++) {
      await viewParts(engine, "carried", "parts", fold);
      splits.push(await collectSplit(engine, log, interactions, full));
      await engine.run("DROP VIEW parts");
    }
    return splits;
  }, engineOptions);
}

/**
 * Each user's latest rows for testing, those before for validation, the rest for training:
 * of a user's n rows, m = max(1, floor(share n)) for each part.
 */
export async function splitPerUserTemporal(
  interactions: Interactions,
  options: Omit<Extract<SplitProtocol, { name: "per-user-temporal" }>, "name"> = {},
): Promise<Split> {
  return split(interactions, { name: "per-user-temporal", ...options });
}

/** Puts a log into the engine: the columns that splits need, ids by their positions. */
export async function loadLog(engine: SqlEngine, log: Interactions): Promise<SplitTable> {
  await engine.append("log", {
    row: { type: "INTEGER", values: Int32Array.from(log.userIndex, (_, row) => row) },
    user_id: { type: "INTEGER", values: log.userIndex },
    item_id: { type: "INTEGER", values: log.itemIndex },
    kind: { type: "INTEGER", values: Int32Array.from(log.kindIndex) },
    value: { type: "DOUBLE", values: log.value },
    ...(log.timestampMs && { time_ms: { type: "DOUBLE" as const, values: log.timestampMs } }),
  });
  return { table: "log", hasTime: log.timestampMs !== null, hasValue: true, hasKind: true };
}

/** The split that the view `parts` describes. */
export async function collectSplit(
  engine: SqlEngine,
  log: SplitTable,
  interactions: Interactions,
  protocol: FullProtocol | null,
): Promise<Split> {
  const part = new Uint8Array(interactions.count).fill(255);
  await engine.pieces('SELECT "row", part FROM parts WHERE part IS NOT NULL', ([rows, parts]) => {
    rows.forEach((row, i) => (part[Number(row)] = Number(parts[i])));
  });
  return {
    protocol,
    train: interactions.filter((row) => part[row] === PART.train),
    valid: interactions.filter((row) => part[row] === PART.valid),
    test: interactions.filter((row) => part[row] === PART.test),
    negatives: protocol?.negatives
      ? await collectNegatives(engine, interactions, protocol.negatives)
      : null,
    leaks: await checkLeaks(engine, log, "parts"),
  };
}

async function collectNegatives(
  engine: SqlEngine,
  interactions: Interactions,
  settings: NonNullable<FullProtocol["negatives"]>,
): Promise<Interactions> {
  await drawNegatives(engine, "parts", settings, "negatives");
  const [userIndex, itemIndex]: number[][] = [[], []];
  const query = 'SELECT user_id, item_id FROM negatives ORDER BY "row"';
  await engine.pieces(query, ([users, items]) => {
    for (const user of users) userIndex.push(Number(user));
    for (const item of items) itemIndex.push(Number(item));
  });
  await engine.run("DROP TABLE negatives");
  return negativesOf(interactions, userIndex, itemIndex);
}

/** Candidates as a log of value 0 over a split's vocabularies. */
export function negativesOf(
  { users, items }: Pick<Interactions, "users" | "items">,
  userIndex: ArrayLike<number>,
  itemIndex: ArrayLike<number>,
): Interactions {
  return new Interactions({
    users,
    items,
    kinds: new Vocabulary(["candidate"], "kind"),
    userIndex: Int32Array.from(userIndex),
    itemIndex: Int32Array.from(itemIndex),
    kindIndex: new Uint8Array(userIndex.length),
    value: new Float64Array(userIndex.length),
    timestampMs: null,
  });
}
