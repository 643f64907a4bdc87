import { displaySlot } from "./kernel";

/** The MIME type under which a notebook keeps a named value. */
export const STORED_MIME = "application/x-interestlab+json";

/**
 * Keeps a value by name in the notebook's own output, unseen, so that whoever ran the notebook
 * (a test, a report) can read it from the file. The last value of a name counts. Outside a kernel
 * nothing is kept.
 *
 * @param value - plain JSON
 * @throws TypeError if the value is not plain JSON (NaN, undefined, a function)
 */
export function store(name: string, value: unknown): void {
  const json = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "number" && !Number.isFinite(part)) {
      throw new TypeError(`store requires finite numbers, got ${part} in ${name}`);
    }
    return part;
  }) as string | undefined;
  if (json === undefined) {
    throw new TypeError(`store requires plain JSON, got ${typeof value} for ${name}`);
  }
  displaySlot()?.show({ [STORED_MIME]: { name, value: JSON.parse(json) as unknown } });
}
