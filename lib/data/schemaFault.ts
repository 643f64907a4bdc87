import { type z } from "zod";
import { nearestName } from "./nearestName";

/** The first thing that a schema found wrong. */
export interface SchemaFault {
  /** From the whole value down to what is wrong; of an unknown key, the key itself comes last. */
  readonly path: readonly PropertyKey[];
  /** "unknown key data.tset; did you mean test?", or "k: Too small: ...". */
  readonly message: string;
}

/**
 * The first fault of a failed check, in one line, with the nearest known name where a key or a
 * choice is misspelt.
 *
 * @param whole - what the value is called where nothing in it has a path
 * @param within - where the value stands in a larger one
 */
export function schemaFault(
  schema: z.ZodType,
  error: z.ZodError,
  value: unknown,
  { whole = "value", within = [] }: { whole?: string; within?: readonly PropertyKey[] } = {},
): SchemaFault {
  // A misspelt key is missing under its right name, too: the unknown one is the fault.
  const unknownKey = error.issues.find(({ code }) => code === "unrecognized_keys");
  const issue = deepest(unknownKey ?? error.issues[0]);
  const unknown = issue.code === "unrecognized_keys" ? issue.keys?.at(0) : undefined;
  const path = [...within, ...issue.path];
  if (unknown !== undefined) {
    const hint = suggestion(unknown, keysAt(schema, issue.path));
    const own = [...path, unknown];
    return { path: own, message: `unknown key ${own.join(".")}${hint}` };
  }
  const found = issue.path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  if (found === undefined && /received undefined$/.test(issue.message)) {
    return { path, message: `${path.join(".") || whole} is required, and isn't there` };
  }
  const hint = typeof found === "string" ? suggestion(found, issue.values ?? []) : "";
  return { path, message: `${path.join(".") || whole}: ${issue.message}${hint}` };
}

/** "; did you mean kCore?", or nothing where no known name is near. */
export function suggestion(name: string, known: readonly unknown[]): string {
  const nearest = nearestName(name, known.map(String));
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}

/** What a failed check of a schema says. */
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

/** Of a union, an issue of the members that came closest: first a misspelt key, then a choice. */
function deepest(issue: Issue): Issue {
  if (issue.code !== "invalid_union" || !issue.errors?.length) return issue;
  const counts = issue.errors.map(faultCount);
  const closest = issue.errors.filter((_, at) => counts[at] === Math.min(...counts)).flat();
  const ofCode = (wanted: string) => closest.find(({ code }) => code === wanted);
  const inner = ofCode("unrecognized_keys") ?? ofCode("invalid_value") ?? closest[0];
  return deepest({ ...inner, path: [...issue.path, ...inner.path] });
}

/** How much is wrong by one member of a union; each unknown key counts. */
function faultCount(issues: readonly Issue[]): number {
  return issues.reduce((sum, { keys }) => sum + (keys?.length ?? 1), 0);
}

/** A schema as far as it is looked into. */
interface SchemaPart {
  readonly shape?: Readonly<Record<string, SchemaPart>>;
  readonly def?: {
    readonly innerType?: SchemaPart;
    readonly in?: SchemaPart;
    readonly element?: SchemaPart;
    /** Of a record: what each name has. */
    readonly valueType?: SchemaPart;
    readonly options?: readonly SchemaPart[];
  };
}

/** The keys that a schema knows at a path, of every member of a union. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let parts = [schema as SchemaPart];
  for (const key of path) {
    parts = parts.flatMap(objectsIn).flatMap(({ shape, def }) => {
      const each = def?.element ?? def?.valueType;
      if (each) return [each];
      const part = shape?.[String(key)];
      return part ? [part] : [];
    });
  }
  return parts.flatMap(objectsIn).flatMap(({ shape }) => Object.keys(shape ?? {}));
}

/** The objects and lists behind what is optional, has a default or is a choice of several. */
function objectsIn(part: SchemaPart): SchemaPart[] {
  const inner = part.def?.innerType ?? part.def?.in;
  if (inner) return objectsIn(inner);
  return part.def?.options ? part.def.options.flatMap(objectsIn) : [part];
}
