import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { collectInteractions } from "../reading/readInteractions";
import { findBadRows } from "../reading/badRows";
import { describeBadRow, stageLog, type StageOptions } from "../reading/stageLog";
import { withDuckDb } from "../sql";
import { PART } from "./assignParts";
import { collectSplit, type Split } from "./split";

/**
 * Reads a split back from files, whoever wrote them, so that other programs and this one can be
 * scored on the same rows: the parts share their vocabularies, and are checked for leaks.
 *
 * @param source - a folder with the files train.*, test.* and perhaps valid.*, or their paths
 * @throws RangeError if train or test isn't there, or a row is bad
 */
export async function readSplit(
  source: string | { readonly train: string; readonly valid?: string; readonly test: string },
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
      `CREATE TABLE parts AS SELECT "row", CASE ${ranges.join(" ")} END AS part FROM ${log.table}`,
    );
    const interactions = await collectInteractions(engine, log, log.table);
    const has = (role: (typeof log.roles)[number]) => log.roles.includes(role);
    const table = {
      table: log.table,
      hasTime: has("time"),
      hasValue: has("value"),
      hasKind: has("kind"),
    };
    return collectSplit(engine, table, interactions, null);
  });
}

function partFiles(folder: string): { train: string; valid?: string; test: string } {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const find = (part: string) => {
    const name = names.find((own) => own.startsWith(`${part}.`));
    return name === undefined ? undefined : path.join(folder, name);
  };
  const [train, valid, test] = ["train", "valid", "test"].map(find);
  if (train === undefined || test === undefined) {
    throw new RangeError(
      `readSplit requires the files train.* and test.*, got ${names.join(", ") || "none"} in ${folder}`,
    );
  }
  return { train, valid, test };
}
