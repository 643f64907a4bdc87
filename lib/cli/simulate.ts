import { interruption } from "./interruption";
import { printResult } from "./printResult";
import { readSettings } from "./readConfig";
import { stepProgress } from "./stepProgress";
import type { Verb } from "./Verb";
import { wholeNumber } from "./wholeNumber";

interface Options {
  readonly users?: string;
  readonly items?: string;
  readonly seed?: string;
  readonly output: string;
  readonly config?: string;
  readonly format: string;
  readonly json?: string;
}

/** `interestlab simulate`: a log of users whose true interests are known. */
export const simulate: Verb = {
  name: "simulate",
  summary: "write a simulated log, and apart from it the true interests behind it",
  define(command) {
    command
      .option("--users <number>", "how many users (default 10,000)")
      .option("--items <number>", "how many items (default 1,000)")
      .option("--seed <number>", "all draws follow from it (default 42)")
      .requiredOption("--output <folder>", "a new or empty folder; the truth goes to its truth/")
      .option("--config <file>", "further settings, YAML or JSON; see WorldConfig")
      .option("--format <name>", "of the log: csv or parquet", "csv")
      .option("--json <file>", "write what was made as JSON")
      .action(run);
  },
};

async function run(options: Options): Promise<void> {
  const { format } = options;
  if (format !== "csv" && format !== "parquet") {
    throw new RangeError(`simulate requires --format csv or parquet, got ${format}`);
  }
  const number = (option: string, text?: string): number | undefined =>
    text === undefined ? undefined : wholeNumber("simulate", option, text);
  const given = {
    userCount: number("--users", options.users),
    itemCount: number("--items", options.items),
    seed: number("--seed", options.seed),
  };
  const settings = {
    ...(options.config === undefined ? {} : readSettings(options.config)),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
  const { writeWorld } = await import("../simulation/index.js");
  const progress = stepProgress();
  const written = await writeWorld(options.output, settings, {
    format,
    signal: interruption(),
    onProgress: ({ done, total }) => progress.step(`${done} of ${total} users`),
  }).finally(() => progress.stop());
  const facts = { quantity: Object.keys(written), value: Object.values(written).map(String) };
  await printResult(facts, written, options.json);
}
