import { readFileSync } from "node:fs";
import { parse } from "yaml";

/**
 * A YAML or JSON file's content (JSON is YAML too).
 *
 * @throws RangeError naming the file if it is neither
 */
export function readConfig(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new RangeError(`readConfig requires YAML or JSON, got ${reason} in ${file}`);
  }
}

/**
 * The settings of a YAML or JSON file; an empty file has none.
 *
 * @throws RangeError naming the file if it holds anything but settings by name
 */
export function readSettings(file: string): Record<string, unknown> {
  const settings = readConfig(file) ?? {};
  if (typeof settings !== "object" || Array.isArray(settings)) {
    const got = JSON.stringify(settings);
    throw new RangeError(`readConfig requires settings by name, got ${got} in ${file}`);
  }
  return settings as Record<string, unknown>;
}
