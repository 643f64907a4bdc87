/** Values for a notebook's parameters, by their UPPER_CASE names. */
export type Parameters = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The TypeScript source of a cell that sets parameters.
 *
 * @throws RangeError if a name is not UPPER_CASE or a number is not finite
 */
export function parametersCell(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => {
      if (!/^[A-Z][A-Z0-9_]*$/.test(name)) {
        throw new RangeError(`parametersCell requires UPPER_CASE names, got ${name}`);
      }
      if (typeof value === "number" && !Number.isFinite(value)) {
        throw new RangeError(`parametersCell requires finite numbers, got ${value} for ${name}`);
      }
      const type = value === null ? "null" : typeof value;
      return `const ${name}: ${type} = ${JSON.stringify(value)};`;
    })
    .join("\n");
}
