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
