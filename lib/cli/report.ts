import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { NotebookProgress, Parameters } from "../reports";
import { interruption } from "./interruption";
import { packageVersion } from "./packageVersion";
import { readFlags, type ReadFlags, readOptions } from "./readFlags";
import type { Verb } from "./Verb";

/** The workflow, in order: each notebook reads what those before it wrote. */
const NOTEBOOKS = [
  "1-data-cleaning",
  "2-sparsity-analysis",
  "3-model-training",
  "4-interest-distributions",
];

const MOVIELENS =
  "MovieLens latest-small, October 2016 edition: F. Maxwell Harper and Joseph A. Konstan (2015), " +
  "The MovieLens Datasets: History and Context, ACM Transactions on Interactive Intelligent " +
  "Systems 5(4), doi:10.1145/2827872. GroupLens, University of Minnesota; for research, not for " +
  "commercial use; may be passed on under the same terms.";

interface ReportCommand extends ReadFlags {
  readonly data?: string;
  readonly items?: string;
  readonly minValue?: number;
  readonly output: string;
  readonly figures: string;
  readonly notebooks?: string;
  readonly quick?: boolean;
}

/** `interestlab report`: the four notebooks of the workflow, run and put into one page. */
export const report: Verb = {
  name: "report",
  summary: "run the notebooks on MovieLens or on your own data, and make one page of them",
  define(command) {
    readFlags(command)
      .option("--data <file>", "your own log, instead of MovieLens latest-small")
      .option("--items <file>", "a catalogue of the items; without it interests are learned")
      .option("--min-value <number>", "only values of at least this count as interest", Number)
      .option("--output <folder>", "where the report goes", "report")
      .option("--figures <folder>", "where the figures go", "figures")
      .option("--notebooks <folder>", "other notebooks, run in the order of their names")
      .option("--quick", "small sizes: a trial run in a fraction of the time")
      .action(run);
  },
};

async function run(options: ReportCommand): Promise<void> {
  const parameters = checkedParameters(options);
  await checkOwnData(options);
  const start = Date.now();
  const { makeReport, notebooksIn, packageRoot } = await import("../reports/index.js");
  const notebooks = options.notebooks
    ? notebooksIn(options.notebooks)
    : NOTEBOOKS.map((name) => path.join(packageRoot, "notebooks", `${name}.ipynb`));
  const missing = notebooks.find((file) => !existsSync(file));
  if (missing) throw new RangeError(`report requires its notebooks, got none at ${missing}`);
  const made = await makeReport(notebooks, {
    output: path.resolve(options.output),
    figures: path.resolve(options.figures),
    parameters,
    signal: interruption(),
    onProgress: progressPrinter(notebooks.length),
    report: {
      title: options.data
        ? `Interests in ${path.basename(options.data)}`
        : "What MovieLens users are interested in",
      summary: `Made by InterestLab ${packageVersion()} on ${new Date().toISOString().slice(0, 10)}.`,
      facts: () => ({ "This run": { ...facts(start), ...texts(parameters) } }),
      credits: [options.data ? `The data are ${path.resolve(options.data)}.` : MOVIELENS],
    },
  });
  const { count, folder, missingPng } = made.figures;
  if (missingPng) process.stderr.write(`${missingPng}\n`);
  process.stdout.write(`${count} figures: ${folder}\nreport: ${made.file}\n`);
}

/** Paths become absolute: a kernel's working folder is that of its notebook. */
function checkedParameters(options: ReportCommand): Parameters {
  for (const file of [options.data, options.items]) {
    if (file !== undefined && !existsSync(file)) {
      throw new RangeError(`report requires files that exist, got ${file}`);
    }
  }
  if (options.data === undefined) {
    const { columns, encoding, items, minValue } = options;
    const own = Object.entries({ columns, encoding, items, "min-value": minValue });
    const orphan = own.find(([, value]) => value !== undefined);
    if (orphan) throw new RangeError(`--${orphan[0]} requires --data <file>, got none`);
  }
  if (options.columns !== undefined && !/^\w+=[^,=]+(,\w+=[^,=]+)*$/.test(options.columns)) {
    throw new RangeError(
      `--columns requires user=...,item=...[,value=...][,time=...], got ${options.columns}`,
    );
  }
  if (Number.isNaN(options.minValue))
    throw new RangeError("--min-value requires a number, got NaN");
  const files = { OUTPUT: path.resolve(options.output, "files") };
  const sizes: Parameters = options.quick ? { EPOCHS: 2 } : {};
  if (options.data === undefined) return { ...files, ...sizes };
  return {
    ...files,
    ...sizes,
    DATA: path.resolve(options.data),
    COLUMNS: options.columns ?? "",
    ENCODING: options.encoding ?? "",
    ITEMS: options.items === undefined ? "" : path.resolve(options.items),
    MIN_VALUE: options.minValue ?? null,
  };
}

/** Reads the person's own files once, so that what is wrong with them is said before any work. */
async function checkOwnData(options: ReportCommand): Promise<void> {
  const { data, items } = options;
  if (data === undefined) return;
  const { readCatalogue, readInteractions } = await import("../data/index.js");
  const reading = await readOptions(options);
  const log = await readInteractions(data, { ...reading, badRows: "drop" });
  if (log.count === 0)
    throw new RangeError(`--data requires rows that can be read, got none in ${data}`);
  if (items !== undefined) await readCatalogue(items, { encoding: reading.encoding });
}

/** On a terminal one line that changes, elsewhere a line for each notebook. */
function progressPrinter(notebookCount: number) {
  let notebookNumber = 0;
  let current = "";
  const { isTTY } = process.stderr;
  return (notebook: string, { cell, cellCount, text }: NotebookProgress): void => {
    const isNew = notebook !== current;
    if (isNew) notebookNumber++;
    current = notebook;
    const head = `[${notebookNumber}/${notebookCount}] ${notebook}`;
    const line = `${head}: cell ${cell} of ${cellCount}${text ? ` · ${text}` : ""}`;
    if (isTTY) {
      const width = Math.max(20, process.stderr.columns - 1);
      process.stderr.write(
        `${isNew && notebookNumber > 1 ? "\n" : ""}\r\x1b[K${line.slice(0, width)}`,
      );
    } else if (isNew) {
      process.stderr.write(`${head} (${cellCount} cells)\n`);
    }
  };
}

function facts(start: number): Record<string, string> {
  return {
    interestlab: packageVersion(),
    node: process.version,
    machine: `${os.platform()} ${os.arch()}, ${os.availableParallelism()} threads`,
    date: new Date(start).toISOString().slice(0, 16).replace("T", " ") + " UTC",
    seconds: ((Date.now() - start) / 1000).toFixed(0),
  };
}

function texts(parameters: Parameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value === "" ? "–" : String(value)]),
  );
}
