import { z } from "zod";
import { type SearchParameter, searchParameterSchema } from "./SearchParameter";
import { valueCount, valuesOf } from "./unitScale";

/**
 * What is searched: parameters by name, plain JSON. A conditional one comes after the one that it
 * depends on.
 *
 * @example
 * const space = parseSearchSpace({
 *   learningRate: { type: "float", low: 1e-4, high: 0.1, log: true },
 *   optimizer: { type: "categorical", choices: ["adam", "sgd"] },
 *   momentum: {
 *     type: "float", low: 0, high: 0.99, when: { parameter: "optimizer", is: ["sgd"] },
 *   },
 * });
 */
export type SearchSpace = Readonly<Record<string, SearchParameter>>;

const schema = z.record(z.string(), searchParameterSchema);

/**
 * Checks a search space read from JSON or YAML.
 *
 * @throws RangeError naming the offending key (`momentum.when.parameter`), if one is unknown,
 *   missing or out of range, or a condition isn't on an earlier parameter that takes its values
 */
export function parseSearchSpace(json: unknown): SearchSpace {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const unknown = issue.code === "unrecognized_keys" ? [issue.keys[0]] : [];
    const key = [...issue.path, ...unknown].map(String).join(".");
    throw problem(key || "the space", unknown.length > 0 ? "unknown key" : issue.message);
  }
  const space = parsed.data;
  const names = Object.keys(space);
  if (names.length === 0) throw problem("the space", "no parameter");
  // JavaScript puts such keys first, whatever their place in the file: an order can't be kept.
  const numbered = names.find((name) => /^\d+$/.test(name));
  if (numbered !== undefined) throw problem(numbered, "a name that is a number");
  names.forEach((name, place) => checkCondition(space, name, names.slice(0, place)));
  return space;
}

function checkCondition(space: SearchSpace, name: string, earlier: readonly string[]): void {
  const { when } = space[name];
  if (!when) return;
  if (!earlier.includes(when.parameter)) {
    const known = earlier.length > 0 ? earlier.join(", ") : "none";
    throw problem(
      `${name}.when.parameter`,
      `an earlier parameter (${known}) is wanted, got ${when.parameter}`,
    );
  }
  const parent = space[when.parameter];
  if (valueCount(parent) === Infinity) {
    throw problem(`${name}.when.parameter`, `${when.parameter} is a float without a step`);
  }
  const values = valuesOf(parent);
  const strange = when.is.find((value) => !values.includes(value));
  if (strange !== undefined) {
    throw problem(
      `${name}.when.is`,
      `${when.parameter} takes ${JSON.stringify(values)}, not ${JSON.stringify(strange)}`,
    );
  }
}

function problem(key: string, message: string): RangeError {
  return new RangeError(`parseSearchSpace requires a valid search space, got ${key}: ${message}`);
}
