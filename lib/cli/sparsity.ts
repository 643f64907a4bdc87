import { writeFileSync } from "node:fs";
import type { SideReport, SparsityReport } from "../sparsity";
import type { Verb } from "./Verb";

interface SparsityCommand {
  readonly input: string;
  readonly columns?: string;
  readonly json?: string;
  readonly seed: string;
  readonly bootstrap: string;
}

/** `interestlab sparsity`: how sparse a log is. */
export const sparsity: Verb = {
  name: "sparsity",
  summary: "say how sparse a log is: density, long tail, cold users, missingness",
  define(command) {
    command
      .requiredOption("--input <file>", "a log: a file, a folder or a glob")
      .option("--columns <names>", "its columns: user=...,item=...,kind=...,value=...,time=...")
      .option("--seed <number>", "of the power law's test", "1")
      .option("--bootstrap <number>", "synthetic logs of that test", "200")
      .option("--json <file>", "also write everything as JSON")
      .action(run);
  },
};

async function run(options: SparsityCommand): Promise<void> {
  const seed = wholeNumber("--seed", options.seed);
  const bootstrapCount = wholeNumber("--bootstrap", options.bootstrap);
  const { parseColumns, readInteractions } = await import("../data/index.js");
  const { sparsityReport } = await import("../sparsity/index.js");
  const { tableOf, tableText } = await import("../figures/table.js");
  const columns = options.columns === undefined ? undefined : parseColumns(options.columns);
  const interactions = await readInteractions(options.input, { columns });
  const report = sparsityReport(interactions, { seed, bootstrapCount });
  console.log(tableText(tableOf(reportRows(report), 1_000)));
  if (report.valuesByExposure) console.log(`\n${report.valuesByExposure.conclusion}`);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
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

function wholeNumber(option: string, given: string): number {
  const value = Number(given);
  if (given.trim() === "" || !Number.isSafeInteger(value)) {
    throw new RangeError(`sparsity requires a whole number for ${option}, got ${given}`);
  }
  return value;
}
