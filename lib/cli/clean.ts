import type { LearnedRules } from "../data";
import { interruption } from "./interruption";
import { printResult } from "./printResult";
import { readConfig } from "./readConfig";
import { readFlags, type ReadFlags, readOptions } from "./readFlags";
import { stepProgress } from "./stepProgress";
import type { Verb } from "./Verb";

interface Options extends ReadFlags {
  readonly input: string;
  readonly output: string;
  readonly config?: string;
  readonly learned?: string;
  readonly json?: string;
}

/** `interestlab clean`: a log cleaned by rules, with the audit of what they did. */
export const clean: Verb = {
  name: "clean",
  summary: "clean a log of interactions and print the audit of what was removed and changed",
  define(command) {
    readFlags(command)
      .requiredOption("--input <path>", "the log: a file, a folder or a glob")
      .requiredOption("--output <file>", ".csv, .tsv, .inter, .jsonl (each also .gz) or .parquet")
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
  const learnedBefore = options.learned === undefined ? undefined : readLearned(options.learned);
  const progress = stepProgress();
  const { audit, learned } = await data.clean(
    options.input,
    rules === undefined ? undefined : data.parseCleaningRules(rules),
    {
      output: options.output,
      ...(await readOptions(options)),
      learned: learnedBefore,
      onProgress: ({ rule }) => progress.step(rule),
      signal: interruption(),
    },
  );
  progress.stop();
  await printResult(audit.toColumns(), { audit, learned, output: options.output }, options.json);
}

/** What an earlier cleaning learned, out of its JSON. */
function readLearned(file: string): LearnedRules {
  const earlier = readConfig(file);
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject(earlier) && isObject(earlier.learned)) return earlier.learned;
  throw new RangeError(
    `clean requires what an earlier clean wrote with --json, got no "learned" in ${file}`,
  );
}
