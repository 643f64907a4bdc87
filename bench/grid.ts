/** Values of settings that are tried together. */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/** Every combination. */
export function product(grid: Grid): object[] {
  return Object.entries(grid).reduce<object[]>(
    (configs, [name, values]) =>
      configs.flatMap((config) => values.map((value) => ({ ...config, [name]: value }))),
    [{}],
  );
}
