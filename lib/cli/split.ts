import type { SplitProtocol } from "../data";
import { interruption } from "./interruption";
import { printResult } from "./printResult";
import { readConfig } from "./readConfig";
import { stepProgress } from "./stepProgress";
import type { Verb } from "./Verb";

interface Options {
  readonly input: string;
  readonly protocol: string;
  readonly output: string;
  readonly columns?: string;
  readonly encoding?: string;
  readonly config?: string;
  readonly seed?: string;
  readonly negatives?: string;
  readonly format?: string;
  readonly json?: string;
}

/** `interestlab split`: a log cut into train, validation and test files, checked for leaks. */
export const split: Verb = {
  name: "split",
  summary: "split a log of interactions into train, validation and test, and check for leaks",
  define(command) {
    command
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
      .option("--columns <map>", "columns by role: user=userID,item=itemID,value=rating,time=ts")
      .option("--encoding <name>", "utf-8 (the default), windows-1252 or utf-16le")
      .option("--config <file>", "the protocol's settings, YAML or JSON: testShare, minTrain, ...")
      .option("--seed <number>", "of the random protocols and of the negatives")
      .option("--negatives <count>", "writes so many items that the user lacks for each test user")
      .option("--format <ending>", "csv, tsv, inter, jsonl (each also .gz) or parquet")
      .option("--json <file>", "write the protocol and the leak report as JSON")
      .action(run);
  },
};

async function run(options: Options): Promise<void> {
  const data = await import("../data/index.js");
  const settings = options.config === undefined ? {} : readConfig(options.config);
  const seed = Number(options.seed);
  const protocol = {
    ...(settings as object),
    name: options.protocol,
    ...(options.seed !== undefined &&
      (options.negatives === undefined || data.isSeeded(options.protocol)) && { seed }),
    ...(options.negatives !== undefined && {
      negatives: { count: Number(options.negatives), ...(options.seed !== undefined && { seed }) },
    }),
  } as SplitProtocol;
  const progress = stepProgress();
  const written = await data.splitSource(options.input, protocol, options.output, {
    columns: options.columns === undefined ? undefined : data.parseColumns(options.columns),
    encoding: options.encoding === undefined ? undefined : data.parseEncoding(options.encoding),
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
