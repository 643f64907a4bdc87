import { isMap, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import { type Experiment, experimentKeys, experimentSchema } from "./Experiment";
import { nearestName } from "./nearestName";

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
  const parsed = experimentSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const issue = deepest(parsed.error.issues[0]);
  const unknown = issue.code === "unrecognized_keys" ? issue.keys?.[0] : undefined;
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const line = lines.linePos(offsetOf(document, path)).line;
  const where = `${fileName}:${line}`;
  if (unknown !== undefined) {
    const hint = suggestion(unknown, experimentKeys);
    throw new RangeError(`${where}: unknown key ${path.join(".")}${hint}`);
  }
  const value = path.length > 0 ? document.getIn(path) : undefined;
  const hint = typeof value === "string" ? suggestion(value, issue.values ?? []) : "";
  throw new RangeError(`${where}: ${path.join(".") || "experiment"}: ${issue.message}${hint}`);
}

function suggestion(name: string, known: readonly unknown[]): string {
  const nearest = nearestName(name, known.map(String));
  return nearest ? `; did you mean ${nearest}?` : "";
}

/** What a failed check of the schema says. */
interface Issue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
  /** Of a choice: what could be chosen. */
  readonly values?: readonly unknown[];
  /** Of a union: the issues of each member. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** Of a union, the issue of the member that came closest: the one with the fewest issues. */
function deepest(issue: Issue): Issue {
  if (issue.code !== "invalid_union" || !issue.errors?.length) return issue;
  const misspelt = issue.errors.flat().find(({ code }) => code === "unrecognized_keys");
  const [closest] = [...issue.errors].sort((a, b) => a.length - b.length);
  const inner = misspelt ?? closest[0];
  return deepest({ ...inner, path: [...issue.path, ...inner.path] });
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
