import type { EvaluateRequest } from "./evaluateFiles";
import { interruption } from "./interruption";
import { readFlags } from "./readFlags";
import type { Verb } from "./Verb";

/** `interestlab evaluate`: one model, or another program's predictions, by one protocol. */
export const evaluate: Verb = {
  name: "evaluate",
  summary: "fit a model on one file and measure it on another, or score a file of predictions",
  define(command) {
    readFlags(command)
      .requiredOption("--train <file>", "what is learned from, in any format that is read")
      .requiredOption("--test <file>", "what is predicted")
      .option("--model <name>", "a model of the registry")
      .option("--config <file>", "the model's settings, YAML or JSON")
      .option("--set <key=value>", "one setting; may be given again", gather, [])
      .option("--predictions <file>", "user, item, score of another program, instead of a model")
      .option("--prediction-columns <names>", "such as user=uid,item=movie,value=prediction")
      .option("--forecasts <file>", "a row a user, a column an interest, instead of a model")
      .option("--catalogue <file>", "what is known of items: their categories, other columns")
      .option("--user-catalogue <file>", "what is known of users, for models that read it")
      .option("--truth <file>", "users' true distributions, a column an interest, if known")
      .option("--k <n>", "length of the lists", "10")
      .option(
        "--metrics <names>",
        "comma-separated; interestlab metrics lists them",
        "ndcg,recall,precision,map,itemCoverage",
      )
      .option("--relevant-from <value>", "the least test value that is relevant")
      .option("--no-exclude-seen", "let what was seen in train be recommended")
      .option(
        "--sampled <n>",
        "rank among so many sampled candidates: comparable with nothing else",
      )
      .option("--negatives <file>", "rank among each user's own of this file, as split writes it")
      .option("--seed <n>", "of draws", "1")
      .option("--json <file>", "write everything, per-user values too")
      .action(async (flags: EvaluateRequest & { json?: string }) => {
        const { evaluateFiles } = await import("./evaluateFiles.js");
        const { jsonText, rowsToColumns, writeTable } = await import("../evaluation/index.js");
        const result = await evaluateFiles(flags, interruption());
        for (const warning of result.warnings) process.stderr.write(`warning: ${warning}\n`);
        const rows = [
          ...Object.entries(result.means).map(([metric, { mean, low, high, count }]) => ({
            metric,
            value: mean,
            low,
            high,
            users: count,
          })),
          ...Object.entries(result.totals).map(([metric, value]) => ({
            metric,
            value,
            low: NaN,
            high: NaN,
            users: result.users.length,
          })),
        ];
        if (flags.json) {
          const { writeFileSync } = await import("node:fs");
          writeFileSync(flags.json, jsonText(result));
        }
        process.stdout.write(writeTable(rowsToColumns(rows), "markdown"));
      });
  },
};

function gather(setting: string, earlier: string[]): string[] {
  return [...earlier, setting];
}
