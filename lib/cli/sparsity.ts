import { printResult } from "./printResult";
import { readFlags, type ReadFlags, readOptions } from "./readFlags";
import { stepProgress } from "./stepProgress";
import type { SideReport, SparsityReport } from "../sparsity";
import type { Verb } from "./Verb";
import { wholeNumber } from "./wholeNumber";

interface Options extends ReadFlags {
  readonly input: string;
  readonly json?: string;
  readonly seed: string;
  readonly bootstrap: string;
}

/** `interestlab sparsity`: how sparse a log is. */
export const sparsity: Verb = {
  name: "sparsity",
  summary: "say how sparse a log is: density, long tail, cold users, missingness",
  define(command) {
    readFlags(command)
      .requiredOption("--input <path>", "the log: a file, a folder or a glob")
      .option("--seed <number>", "of the power law's test", "1")
      .option("--bootstrap <number>", "synthetic logs of that test", "200")
      .option("--json <file>", "write everything as JSON")
      .action(run);
  },
};

async function run(options: Options): Promise<void> {
  const seed = wholeNumber("sparsity", "--seed", options.seed);
  const bootstrapCount = wholeNumber("sparsity", "--bootstrap", options.bootstrap);
  const { readInteractions } = await import("../data/index.js");
  const { sparsityReport } = await import("../sparsity/index.js");
  const progress = stepProgress();
  progress.step("read");
  const interactions = await readInteractions(options.input, await readOptions(options));
  progress.step("measure");
  const report = sparsityReport(interactions, { seed, bootstrapCount });
  progress.stop();
  await printResult(reportColumns(report), report, options.json);
  if (report.valuesByExposure) console.log(`\n${report.valuesByExposure.conclusion}`);
}

/** The report as a table. */
function reportColumns(report: SparsityReport): Record<string, string[]> {
  const rows = reportRows(report);
  return {
    quantity: rows.map(({ quantity }) => quantity),
    users: rows.map(({ users }) => users),
    items: rows.map(({ items }) => items),
  };
}

/** The report as rows of a table. */
function reportRows(report: SparsityReport): { quantity: string; users: string; items: string }[] {
  const { density, users, items, cooccurrence, components } = report;
  const pair = (quantity: string, tell: (side: SideReport) => number | string) => ({
    quantity,
    users: text(tell(users)),
    items: text(tell(items)),
  });
  const one = (quantity: string, value: number) => ({ quantity, users: text(value), items: "" });
  return [
    { quantity: "count", users: text(density.userCount), items: text(density.itemCount) },
    one("interactions", density.interactionCount),
    one("density", density.density),
    pair("history: mean", (side) => side.history.mean),
    ...users.history.probabilities.map((probability, i) =>
      pair(`history: quantile ${probability}`, (side) => side.history.quantiles[i]),
    ),
    pair("Gini", (side) => side.gini),
    ...users.cold.map(({ atMost }, i) =>
      pair(`share with at most ${atMost}`, (side) => side.cold[i].share),
    ),
    pair("power law: exponent", (side) => side.powerLaw?.exponent ?? "-"),
    pair("power law: from", (side) => side.powerLaw?.xMin ?? "-"),
    pair("power law: p-value", (side) => side.powerLaw?.pValue ?? "-"),
    pair("against log-normal: z", (side) => side.powerLaw?.againstLogNormal.normalizedRatio ?? "-"),
    one("item pairs seen together (share)", cooccurrence.coverage),
    one("connected components", components.count),
  ];
}

function text(value: number | string): string {
  if (typeof value === "string") return value;
  return Number.isInteger(value) ? value.toLocaleString("en-US") : value.toPrecision(4);
}
