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

/** The schema of a search space, within a larger file's. */
export const searchSpaceSchema: z.ZodType<SearchSpace> = z
  .record(z.string(), searchParameterSchema)
  .superRefine((space, context) => {
    const problem = problemOf(space);
    if (problem) context.addIssue({ code: "custom", path: problem.path, message: problem.message });
  });

/**
 * Checks a search space read from JSON or YAML.
 *
 * @throws RangeError naming the offending key (`momentum.when.parameter`), if one is unknown,
 *   missing or out of range, or a condition isn't on an earlier parameter that takes its values
 */
export function parseSearchSpace(json: unknown): SearchSpace {
  const parsed = searchSpaceSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue.code === "unrecognized_keys" ? [issue.keys[0]] : [];
  const key = [...issue.path, ...unknown].map(String).join(".") || "the space";
  const message = unknown.length > 0 ? "unknown key" : issue.message;
  throw new RangeError(`parseSearchSpace requires a valid search space, got ${key}: ${message}`);
}

interface Problem {
  readonly path: string[];
  readonly message: string;
}

function problemOf(space: SearchSpace): Problem | null {
  const names = Object.keys(space);
  if (names.length === 0) return { path: [], message: "no parameter" };
  // JavaScript puts such keys first, whatever their place in the file: an order can't be kept.
  const numbered = names.find((name) => /^\d+$/.test(name));
  if (numbered !== undefined) return { path: [numbered], message: "a name that is a number" };
  const problems = names.map((name, place) => conditionProblem(space, name, names.slice(0, place)));
  return problems.find((problem) => problem !== null) ?? null;
}

function conditionProblem(
  space: SearchSpace,
  name: string,
  earlier: readonly string[],
): Problem | null {
  const { when } = space[name];
  if (!when) return null;
  const path = [name, "when", "parameter"];
  if (!earlier.includes(when.parameter)) {
    const known = earlier.length > 0 ? earlier.join(", ") : "none";
    return { path, message: `an earlier parameter (${known}) is wanted, got ${when.parameter}` };
  }
  const parent = space[when.parameter];
  if (valueCount(parent) === Infinity) {
    return { path, message: `${when.parameter} is a float without a step` };
  }
  const values = valuesOf(parent);
  const strange = when.is.find((value) => !values.includes(value));
  if (strange === undefined) return null;
  return {
    path: [name, "when", "is"],
    message: `${when.parameter} takes ${JSON.stringify(values)}, not ${JSON.stringify(strange)}`,
  };
}
