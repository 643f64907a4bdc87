import { interruption } from "./interruption";
import { printResult } from "./printResult";
import { readConfig } from "./readConfig";
import { stepProgress } from "./stepProgress";
import type { Verb } from "./Verb";

interface Options {
  readonly input: string;
  readonly output: string;
  readonly columns?: string;
  readonly encoding?: string;
  readonly config?: string;
  readonly learned?: string;
  readonly json?: string;
}

/** `interestlab clean`: a log cleaned by rules, with the audit of what they did. */
export const clean: Verb = {
  name: "clean",
  summary: "clean a log of interactions and print the audit of what was removed and changed",
  define(command) {
    command
      .requiredOption("--input <path>", "the log: a file, a folder or a glob")
      .requiredOption("--output <file>", ".csv, .tsv, .inter, .jsonl (each also .gz) or .parquet")
      .option("--columns <map>", "columns by role: user=userID,item=itemID,value=rating,time=ts")
      .option("--encoding <name>", "utf-8 (the default), windows-1252 or utf-16le")
      .option(
        "--config <file>",
        "rules, YAML or JSON; without: duplicates and rows without a value",
      )
      .option("--learned <file>", "apply what an earlier cleaning learned: its --json file")
      .option("--json <file>", "write the audit and what the rules learned as JSON")
      .action(run);
  },
};

async function run(options: Options): Promise<void> {
  const data = await import("../data/index.js");
  const rules = options.config === undefined ? undefined : readConfig(options.config);
  const earlier = options.learned === undefined ? undefined : readConfig(options.learned);
  const progress = stepProgress();
  const { audit, learned } = await data.clean(
    options.input,
    rules === undefined ? undefined : data.parseCleaningRules(rules),
    {
      output: options.output,
      columns: options.columns === undefined ? undefined : data.parseColumns(options.columns),
      encoding: options.encoding === undefined ? undefined : data.parseEncoding(options.encoding),
      learned: (earlier as { learned?: import("../data").LearnedRules } | undefined)?.learned,
      onProgress: ({ rule }) => progress.step(rule),
      signal: interruption(),
    },
  );
  progress.stop();
  await printResult(audit.toColumns(), { audit, learned, output: options.output }, options.json);
}
