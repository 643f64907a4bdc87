import { csvText } from "./csvText";
import type { Verb } from "./Verb";

/** As they are typed. */
export interface RecommendFlags {
  users?: string;
  k: number;
  seen?: boolean;
}

/** `interestlab recommend`: the best items of each user, as CSV. */
export const recommend: Verb = {
  name: "recommend",
  summary: "print the best items of each user by a saved model, as CSV",
  define(command) {
    command
      .argument("<model>", "folder that fit wrote")
      .option("-u, --users <ids>", "of these users only, separated by commas")
      .option("-k <count>", "length of each list", Number, 10)
      .option("--seen", "also items that the user did in the fitted log")
      .action(async (folder: string, flags: RecommendFlags) => {
        process.stdout.write(await recommendationsCsv(folder, flags));
      });
  },
};

/** Columns user, rank, item, score; a row for each place of each user's list. */
export async function recommendationsCsv(folder: string, flags: RecommendFlags): Promise<string> {
  const { loadModel } = await import("../models/index.js");
  const model = await loadModel(folder);
  const users = flags.users === undefined ? model.users.ids : flags.users.split(",");
  const lists = model.recommend(users, flags.k, { excludeSeen: !flags.seen });
  const rows = users.flatMap((user, row) =>
    lists.items[row].map((item, place) => [user, place + 1, item, lists.scores[row][place]]),
  );
  model.dispose();
  return csvText(["user", "rank", "item", "score"], rows);
}
