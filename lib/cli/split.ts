import type { SplitProtocol } from "../data";
import { interruption } from "./interruption";
import { printResult } from "./printResult";
import { readSettings } from "./readConfig";
import { readFlags, type ReadFlags, readOptions } from "./readFlags";
import { stepProgress } from "./stepProgress";
import type { Verb } from "./Verb";

interface Options extends ReadFlags {
  readonly input: string;
  readonly protocol: string;
  readonly output: string;
  readonly config?: string;
  readonly seed?: string;
  readonly negatives?: string;
  readonly negativesBy?: string;
  readonly format?: string;
  readonly json?: string;
}

/** `interestlab split`: a log cut into train, validation and test files, checked for leaks. */
export const split: Verb = {
  name: "split",
  summary: "split a log of interactions into train, validation and test, and check for leaks",
  define(command) {
    readFlags(command)
      .requiredOption("--input <path>", "the log: a file, a folder or a glob")
      .requiredOption(
        "--protocol <name>",
        "random, per-user-random, stratified, global-temporal, per-user-temporal, " +
          "leave-one-out, k-fold, cold-user or cold-item",
      )
      .requiredOption(
        "--output <folder>",
        "where train.*, valid.*, test.*, negatives.* and split.json go",
      )
      .option("--config <file>", "the protocol's settings, YAML or JSON: testShare, minTrain, ...")
      .option("--seed <number>", "of the random protocols and of the negatives")
      .option("--negatives <count>", "writes so many items that the user lacks for each test user")
      .option("--negatives-by <law>", "uniform (the default) or popularity")
      .option("--format <ending>", "csv, tsv, inter, jsonl (each also .gz) or parquet")
      .option("--json <file>", "write the protocol and the leak report as JSON")
      .action(run);
  },
};

async function run(options: Options): Promise<void> {
  const data = await import("../data/index.js");
  const settings = options.config === undefined ? {} : readSettings(options.config);
  const seed = Number(options.seed);
  const protocol = {
    ...settings,
    name: options.protocol,
    ...(options.seed !== undefined &&
      (options.negatives === undefined || data.isSeeded(options.protocol)) && { seed }),
    ...(options.negatives !== undefined && {
      negatives: {
        count: Number(options.negatives),
        ...(options.negativesBy !== undefined && { by: options.negativesBy }),
        ...(options.seed !== undefined && { seed }),
      },
    }),
  } as SplitProtocol;
  if (options.negativesBy !== undefined && options.negatives === undefined) {
    throw new RangeError("--negatives-by requires --negatives <count>, got none");
  }
  const progress = stepProgress();
  const written = await data.splitSource(options.input, protocol, options.output, {
    ...(await readOptions(options)),
    ending: options.format,
    onProgress: ({ rule }) => progress.step(rule),
    signal: interruption(),
  });
  progress.stop();
  const { leaks } = written;
  const columns: Record<string, (string | number)[]> = {};
  if (leaks.length > 1) columns.fold = leaks.map((_, fold) => fold);
  for (const part of ["train", "valid", "test"] as const) {
    columns[part] = leaks.map(({ rows }) => rows[part]);
  }
  columns.dropped = leaks.map((leak) => leak.droppedRows);
  columns["leaked rows"] = leaks.map((leak) => leak.leakedRows);
  columns["older than train"] = leaks.map((leak) => leak.timeTravelWithinUser);
  columns["test users"] = leaks.map((leak) => leak.testUsers);
  columns["warm test users"] = leaks.map((leak) => leak.warmTestUsers);
  await printResult(columns, written, options.json);
  for (const warning of new Set(leaks.flatMap((leak) => leak.warnings))) {
    console.log(`warning: ${warning}`);
  }
}
