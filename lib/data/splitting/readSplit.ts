import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { collectInteractions } from "../reading/readInteractions";
import { pairColumns } from "../reading/columns";
import { findBadRows } from "../reading/badRows";
import { describeBadRow, stageLog, type StageOptions } from "../reading/stageLog";
import { type Interactions } from "../Interactions";
import { type SqlEngine, withDuckDb } from "../sql";
import { PART } from "./assignParts";
import { collectSplit, negativesOf, type Split } from "./split";

/**
 * Reads a split back from files, whoever wrote them, so that other programs and this one can be
 * scored on the same rows: the parts share their vocabularies, and are checked for leaks.
 *
 * @param source - a folder with the files train.*, test.* and perhaps valid.* and negatives.* (columns
 * user and item), or their paths
 * @throws RangeError if train or test isn't there, a row is bad, or a negative is of a user or item
 * that the parts lack, or an item that its user has
 */
export async function readSplit(
  source: string | PartFiles,
  options: Omit<StageOptions, "keepExtras"> = {},
): Promise<Split> {
  const files = typeof source === "string" ? partFiles(source) : source;
  const names = (["train", "valid", "test"] as const).filter((name) => files[name] !== undefined);
  return withDuckDb(async (engine) => {
    const log = await stageLog(
      engine,
      names.map((name) => files[name]!),
      options,
    );
    const bad = await findBadRows(engine, log);
    if (bad.count > 0) {
      throw new RangeError(
        `readSplit requires rows that can be read, got ${describeBadRow(bad.examples[0])}`,
      );
    }
    let start = 0;
    const ranges = log.files.map((file, index) => {
      const end = start + (file.rowCount ?? 0);
      const range = `WHEN "row" < ${end} THEN ${PART[names[index]]}`;
      start = end;
      return range;
    });
    await engine.run(
      `CREATE VIEW parts AS SELECT *, CASE ${ranges.join(" ")} END AS part FROM ${log.table}`,
    );
    const interactions = await collectInteractions(engine, log, log.table);
    const has = (role: (typeof log.roles)[number]) => log.roles.includes(role);
    const table = {
      table: log.table,
      hasTime: has("time"),
      hasValue: has("value"),
      hasKind: has("kind"),
    };
    const split = await collectSplit(engine, table, interactions, null);
    if (files.negatives === undefined) return split;
    const negatives = await readNegatives(engine, files.negatives, interactions, options);
    return { ...split, negatives };
  });
}

/** The files of a split. */
interface PartFiles {
  readonly train: string;
  readonly valid?: string;
  readonly test: string;
  readonly negatives?: string;
}

async function readNegatives(
  engine: SqlEngine,
  file: string,
  known: Interactions,
  options: Omit<StageOptions, "keepExtras">,
): Promise<Interactions> {
  const columns = pairColumns(options.columns);
  const staged = await stageLog(engine, file, { ...options, columns }, "negatives");
  const { roles } = staged;
  const refuse = (place: string): never => {
    throw new RangeError(
      `readSplit requires negatives of the parts' users and items, that aren't their user's own, ` +
        `got ${place} in ${file}`,
    );
  };
  const bad = await findBadRows(engine, staged);
  if (bad.count > 0) refuse(describeBadRow(bad.examples[0]));
  const read = await collectInteractions(
    engine,
    { roles: roles.filter((role) => role === "user" || role === "item") },
    staged.table,
  );
  const own = known.matrix();
  const userIndex = new Int32Array(read.count);
  const itemIndex = new Int32Array(read.count);
  for (let row = 0; row < read.count; row++) {
    const userId = read.users.ids[read.userIndex[row]];
    const itemId = read.items.ids[read.itemIndex[row]];
    const isKnown = known.users.has(userId) && known.items.has(itemId);
    if (!isKnown) refuse(`${userId},${itemId}`);
    userIndex[row] = known.users.indexOf(userId);
    itemIndex[row] = known.items.indexOf(itemId);
    const [start, end] = own.rowStart.subarray(userIndex[row], userIndex[row] + 2);
    const isOwn = own.columnIndex.subarray(start, end).includes(itemIndex[row]);
    if (isOwn) refuse(`${userId},${itemId}`);
  }
  return negativesOf(known, userIndex, itemIndex);
}

function partFiles(folder: string): PartFiles {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const find = (part: string) => {
    const name = names.find((own) => own.startsWith(`${part}.`));
    return name === undefined ? undefined : path.join(folder, name);
  };
  const [train, valid, test, negatives] = ["train", "valid", "test", "negatives"].map(find);
  if (train === undefined || test === undefined) {
    throw new RangeError(
      `readSplit requires the files train.* and test.*, got ${names.join(", ") || "none"} in ${folder}`,
    );
  }
  return { train, valid, test, negatives };
}
