import { readFileSync, writeFileSync } from "node:fs";
import { interruption } from "./interruption";
import type { Verb } from "./Verb";

interface SimulateOptions {
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
      .option("--json <file>", "also write what was made as JSON")
      .action(run);
  },
};

async function run(options: SimulateOptions): Promise<void> {
  const { format } = options;
  if (format !== "csv" && format !== "parquet") {
    throw new RangeError(`simulate requires --format csv or parquet, got ${format}`);
  }
  const given = {
    userCount: wholeNumber("--users", options.users),
    itemCount: wholeNumber("--items", options.items),
    seed: wholeNumber("--seed", options.seed),
  };
  const settings = {
    ...(options.config === undefined ? {} : await readSettings(options.config)),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
  const { writeWorld } = await import("../simulation/index.js");
  const { Presets, SingleBar } = await import("cli-progress");
  const bar = new SingleBar(
    { format: "{bar} {percentage} % | {value}/{total} users | {eta_formatted} left" },
    Presets.shades_classic,
  );
  let running = false;
  const written = await writeWorld(options.output, settings, {
    format,
    signal: interruption(),
    onProgress: ({ done, total }) => {
      if (running) bar.update(done);
      else bar.start(total, done);
      running = true;
    },
  }).finally(() => {
    if (running) bar.stop();
  });
  const { tableOf, tableText } = await import("../figures/table.js");
  const facts = { quantity: Object.keys(written), value: Object.values(written).map(String) };
  console.log(tableText(tableOf(facts, 100)));
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(written, null, 2)}\n`);
  }
}

function wholeNumber(option: string, text?: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value)) {
    throw new RangeError(`simulate requires a whole number for ${option}, got ${text}`);
  }
  return value;
}

async function readSettings(file: string): Promise<object> {
  const { parse } = await import("yaml");
  let settings: unknown;
  try {
    settings = parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw error;
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new RangeError(`simulate requires YAML or JSON in ${file}, got ${reason}`);
  }
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    throw new RangeError(`simulate requires settings by name in ${file}, got ${String(settings)}`);
  }
  return settings;
}
