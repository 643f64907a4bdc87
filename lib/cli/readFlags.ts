import type { Command } from "commander";
import type { ColumnMap, Encoding } from "../data";

/** How files are read, as it is typed; the same flags for every verb that reads a log. */
export interface ReadFlags {
  readonly columns?: string;
  readonly encoding?: string;
}

/** Declares those flags. */
export function readFlags(command: Command): Command {
  return command
    .option(
      "--columns <map>",
      "columns by role: user=userID,item=itemID,kind=event,value=rating,time=ts",
    )
    .option("--encoding <name>", "of text files: utf-8 (the default), windows-1252 or utf-16le");
}

/**
 * The flags as options of `readInteractions`, `clean` and their like.
 *
 * @throws RangeError if a role or an encoding is unknown
 */
export async function readOptions(
  flags: ReadFlags,
): Promise<{ columns?: ColumnMap; encoding?: Encoding }> {
  const { parseColumns, parseEncoding } = await import("../data/index.js");
  return {
    ...(flags.columns !== undefined && { columns: parseColumns(flags.columns) }),
    ...(flags.encoding !== undefined && { encoding: parseEncoding(flags.encoding) }),
  };
}
