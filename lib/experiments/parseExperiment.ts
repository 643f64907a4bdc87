import { type Document, isMap, isSeq, LineCounter, parseDocument } from "yaml";
import { parseSplitProtocol, schemaFault, splitSchema, suggestion } from "../data";
import { MODELS, registeredName } from "../models";
import { type Experiment, type ExperimentModel, experimentSchema } from "./Experiment";

/**
 * Reads an experiment from YAML or JSON text (JSON is YAML).
 *
 * @param fileName - for messages
 * @throws RangeError naming the file, the line and the key, with the nearest known key, if the
 * text is no YAML or something in it is misspelt, missing or out of range
 */
export function parseExperiment(source: string, fileName: string): Experiment {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  if (document.errors.length > 0) {
    const [{ message, pos }] = document.errors;
    const [first] = message.split("\n");
    throw new RangeError(`${fileName}:${lines.linePos(pos[0]).line}: ${first}`);
  }
  const refuse = (path: readonly PropertyKey[], message: string): never => {
    const { line } = lines.linePos(offsetOf(document, path));
    throw new RangeError(`${fileName}:${line}: ${message}`);
  };
  const value: unknown = document.toJS();
  const parsed = experimentSchema.safeParse(value);
  if (!parsed.success) {
    const fault = schemaFault(experimentSchema, parsed.error, value, { whole: "experiment" });
    return refuse(fault.path, fault.message);
  }
  checkSplit(parsed.data, refuse);
  parsed.data.models.forEach((model, at) => {
    if (!model.program) checkModel(model, at, refuse);
  });
  return parsed.data;
}

type Refuse = (path: readonly PropertyKey[], message: string) => never;

function checkSplit({ split }: Experiment, refuse: Refuse): void {
  if (split === undefined) return;
  const schema = splitSchema(split.name);
  const parsed = schema.safeParse(split);
  if (!parsed.success) {
    const { path, message } = schemaFault(schema, parsed.error, split, { within: ["split"] });
    refuse(path, message);
  }
  try {
    parseSplitProtocol(split);
  } catch (error) {
    refuse(["split"], (error as RangeError).message);
  }
}

/** Names and, as far as a model can tell without its data, values. */
function checkModel({ model, config, search }: ExperimentModel, at: number, refuse: Refuse): void {
  const name = registeredName(model);
  if (name === undefined) {
    const names = Object.keys(MODELS);
    return refuse(
      ["models", at, "model"],
      `models.${at}.model requires a model among ${names.join(", ")}, got ${model}` +
        suggestion(model, names),
    );
  }
  const known = Object.keys(MODELS[name].defaults);
  const refuseKey = (path: readonly PropertyKey[]): never => {
    const nearest = suggestion(String(path.at(-1)), known);
    const hint = nearest === "" ? ` (known: ${known.join(", ")})` : nearest;
    return refuse(path, `unknown key ${path.join(".")}${hint}`);
  };
  for (const key of Object.keys(config)) {
    if (known.includes(key)) continue;
    refuseKey(["models", at, "config", key]);
  }
  for (const key of Object.keys(search ?? {})) {
    if (known.includes(key.split(".")[0])) continue;
    refuseKey(["models", at, "search", key]);
  }
  try {
    MODELS[name].create(config, {}).dispose();
  } catch (error) {
    // What a model lacks besides its settings is told when it is made.
    const message = error instanceof RangeError ? error.message : "";
    const key = Object.keys(config).find((own) => message.startsWith(`${name} requires ${own} `));
    if (key !== undefined) refuse(["models", at, "config", key], message);
  }
}

/** Where the node of a path begins in the text; its nearest known parent if it isn't there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => String(key) === String(last));
      const range = (pair?.key as { range?: [number] } | undefined)?.range;
      if (range) return range[0];
    }
    if (isSeq(parent)) {
      const range = (parent.items[Number(last)] as { range?: [number] } | undefined)?.range;
      if (range) return range[0];
    }
  }
  return 0;
}
