import { interruption } from "./interruption";
import { parseSettings } from "./parseSettings";
import { readFlags, type ReadFlags, readOptions } from "./readFlags";
import type { Verb } from "./Verb";

/** As they are typed. */
export interface FitFlags extends ReadFlags {
  model: string;
  out: string;
  set: string[];
  minValue?: number;
  items?: string;
  users?: string;
}

/** `interestlab fit`: learns a model from a log and writes it to a folder. */
export const fit: Verb = {
  name: "fit",
  summary: "learn a model from a log of interactions and save it to a folder",
  define(command) {
    readFlags(command)
      .argument("<log>", "file, folder or glob of interactions")
      .requiredOption("-m, --model <name>", "the model, such as ease or item-knn")
      .requiredOption("-o, --out <folder>", "where the model goes; replaced if it is a model's")
      .option("-s, --set <name=value...>", "settings that differ from the defaults", [])
      .option("--min-value <value>", "use only interactions of at least this value", Number)
      .option("--items <file>", "what is known of items: their categories, other columns")
      .option("--users <file>", "what is known of users, for models that read it")
      .action(async (log: string, flags: FitFlags) => {
        process.stdout.write(await fitAndSave(log, flags));
      });
  },
};

/** @returns what was done, in lines to print */
export async function fitAndSave(source: string, flags: FitFlags): Promise<string> {
  const { readCatalogue, readInteractions } = await import("../data/index.js");
  const { createModel, fitWithTemperature, modelParts } = await import("../models/index.js");
  const { items, users, minValue } = flags;
  const signal = interruption();
  const reading = await readOptions(flags);
  const all = await readInteractions(source, reading);
  const log =
    minValue === undefined ? all : all.filter((row) => all.value[row] >= minValue).compact();
  const { encoding } = reading;
  const itemCatalogue = items === undefined ? undefined : await readCatalogue(items, { encoding });
  const userCatalogue =
    users === undefined ? undefined : await readCatalogue(users, { encoding, of: "user" });
  const parts = modelParts(log.items.ids, { itemCatalogue, userCatalogue });
  const model = createModel(flags.model, parseSettings(flags.set), parts);
  const lines: string[] = [];
  const started = performance.now();
  if (model.probabilityRule === "softmax") {
    const { temperature, logLossNats } = await fitWithTemperature(model, log, { signal });
    lines.push(`temperature ${temperature.toPrecision(4)}: ${logLossNats.toFixed(4)} nats an item`);
  } else {
    await model.fit(log, { signal });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  await model.save(flags.out);
  lines.push(
    `${model.name} learned ${log.count} interactions of ${log.users.size} users with ` +
      `${log.items.size} items in ${seconds} s; saved to ${flags.out}`,
  );
  model.dispose();
  return `${lines.join("\n")}\n`;
}
