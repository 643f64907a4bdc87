import path from "node:path";
import { interruption } from "./interruption";
import { packageVersion } from "./packageVersion";
import type { Verb } from "./Verb";

interface Options {
  readonly output?: string;
  readonly json?: boolean;
  readonly figures: boolean;
}

/** `interestlab compare experiment.yaml`: several models under one protocol, by a file. */
export const compare: Verb = {
  name: "compare",
  summary: "fit and compare the models of an experiment file; results in a folder",
  define(command) {
    command
      .argument("<experiment>", "YAML or JSON: data, split, models with settings, metrics, seeds")
      .option("--output <folder>", "where results go (default: results/<name>)")
      .option("--json", "print the comparison as plain JSON")
      .option("--no-figures", "write no figures")
      .action(async (file: string, options: Options) => {
        const { readFileSync } = await import("node:fs");
        const evaluation = await import("../evaluation/index.js");
        const experiments = await import("../experiments/index.js");
        const source = readFileSync(file, "utf8");
        const experiment = experiments.parseExperiment(source, file);
        const comparison = await experiments.runExperiment(experiment, {
          signal: interruption(),
          onProgress: ({ done, total, run }) => {
            if (run) process.stderr.write(`${done + 1} of ${total}: ${run}\n`);
          },
        });
        const folder = options.output ?? `results/${experiment.name}`;
        const { tensorflowVersion } = await import("../native/index.js");
        const versions = {
          interestlab: packageVersion(),
          node: process.version,
          tensorflow: tensorflowVersion(),
          platform: `${process.platform} ${process.arch}`,
        };
        evaluation.writeComparison(folder, comparison, {
          [file.endsWith(".json") ? "experiment.json" : "experiment.yaml"]: source,
          "versions.json": evaluation.jsonText(versions),
        });
        if (options.figures) {
          const { comparisonFigures } = await import("./comparisonFigures.js");
          const { saveFigures } = await import("../reports/index.js");
          await saveFigures(comparisonFigures(comparison), path.join(folder, "figures"));
        }
        for (const warning of comparison.warnings) process.stderr.write(`warning: ${warning}\n`);
        const { rows, leads, protocol, seeds } = comparison;
        if (options.json) {
          process.stdout.write(evaluation.jsonText({ protocol, seeds, rows, leads }));
          return;
        }
        const { rowsToColumns, writeTable } = evaluation;
        process.stdout.write(writeTable(rowsToColumns(rows), "markdown"));
        if (leads.length > 0) {
          process.stdout.write(
            `\nAgainst ${comparison.baseline}, p values corrected by Holm over ` +
              `${comparison.holmFamily === "all" ? `all ${leads.length} leads` : "each metric's leads"}:\n\n`,
          );
          process.stdout.write(writeTable(rowsToColumns(leads), "markdown"));
        }
        process.stdout.write(`\nresults: ${folder}\n`);
      });
  },
};
