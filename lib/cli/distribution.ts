import { csvText } from "./csvText";
import { type ReadFlags, readOptions } from "./readFlags";
import type { Verb } from "./Verb";
import { type Table, saveTable } from "./saveTable";

/** As they are typed. */
export interface DistributionFlags extends Pick<ReadFlags, "encoding"> {
  users?: string;
  items?: string;
  top?: number;
  unseen?: boolean;
  out?: string;
}

/** `interestlab distribution`: each user's probabilities over interests. */
export const distribution: Verb = {
  name: "distribution",
  summary: "print or write each user's distribution over interests by a saved model",
  define(command) {
    command
      .argument("<model>", "folder that fit wrote")
      .option("--items <file>", "items with their categories; without it, interests are the items")
      .option("--encoding <name>", "of --items: utf-8 (the default), windows-1252 or utf-16le")
      .option("-u, --users <ids>", "of these users only, separated by commas")
      .option("--top <count>", "only each user's most probable interests", Number)
      .option("--unseen", "of what comes next among items the user has not done yet")
      .option("-o, --out <file>", "write a .json, .csv or .parquet file instead of printing CSV")
      .action(async (folder: string, flags: DistributionFlags) => {
        const table = await distributionTable(folder, flags);
        if (flags.out === undefined) process.stdout.write(csvText(table.header, table.rows));
        else await saveTable(flags.out, table, ["user", "interest"]);
      });
  },
};

/** The table as CSV. */
export async function distributionCsv(folder: string, flags: DistributionFlags): Promise<string> {
  const { header, rows } = await distributionTable(folder, flags);
  return csvText(header, rows);
}

/** Columns user, interest, probability; each user's interests from the most probable down. */
async function distributionTable(folder: string, flags: DistributionFlags): Promise<Table> {
  const { readCatalogue } = await import("../data/index.js");
  const { categorySpace, itemSpace } = await import("../interests/index.js");
  const { loadModel } = await import("../models/index.js");
  const model = await loadModel(folder);
  const { ids } = model.items;
  const { encoding } = await readOptions(flags);
  const catalogue =
    flags.items === undefined ? null : await readCatalogue(flags.items, { encoding });
  const space = catalogue
    ? categorySpace("categories", ids, (item) => [...catalogue.categoriesOf(item)])
    : itemSpace(ids);
  const users = flags.users === undefined ? model.users.ids : flags.users.split(",");
  const found = model.distribution(users, space, { excludeSeen: flags.unseen ?? false });
  const rows = users.flatMap((user, row) =>
    found
      .top(row, flags.top ?? space.interests.length)
      .map(({ interest, probability }) => [user, interest, probability]),
  );
  model.dispose();
  return { header: ["user", "interest", "probability"], rows };
}
