import { type ParameterValue } from "./SearchParameter";
import { type SearchSampler } from "./SearchSampler";
import { type SearchSpace } from "./SearchSpace";
import { isActive, type TrialSettings } from "./TrialSettings";
import { valueAt, valueCount, valuesOf } from "./unitScale";

/** Options of `gridSampler`. */
export interface GridOptions {
  /**
   * How many values of a float without a step, and of anything on a log scale, from `low` to
   * `high`, evenly on its scale. Default 5.
   */
  readonly pointCount?: number;
}

/**
 * Grid search: every combination once, the last parameter changing fastest; then null.
 *
 * Settings that differ in inactive parameters only are one combination. The n-th trial has the
 * n-th combination, whatever the values were.
 *
 * @throws RangeError if pointCount is not an integer of at least 2
 */
export function gridSampler(space: SearchSpace, options: GridOptions = {}): SearchSampler {
  const grid = gridOf(space, options);
  return { learns: false, suggest: (history) => grid.at(history.length) ?? null };
}

/** All combinations of a grid, in the order of trials. */
export function gridOf(space: SearchSpace, options: GridOptions = {}): TrialSettings[] {
  const { pointCount = 5 } = options;
  if (!(Number.isInteger(pointCount) && pointCount >= 2)) {
    throw new RangeError(`gridOf requires a pointCount of at least 2, got ${pointCount}`);
  }
  let grid: Record<string, ParameterValue>[] = [{}];
  for (const [name, parameter] of Object.entries(space)) {
    const onLog = parameter.type !== "categorical" && parameter.log === true;
    const values =
      valueCount(parameter) === Infinity || onLog
        ? evenValues((unit) => valueAt(parameter, unit), pointCount)
        : valuesOf(parameter);
    grid = grid.flatMap((settings) =>
      isActive(space, name, settings)
        ? values.map((value) => ({ ...settings, [name]: value }))
        : [settings],
    );
  }
  return grid;
}

/** Both ends and what lies evenly between them; integers that coincide, once. */
function evenValues(at: (unit: number) => ParameterValue, count: number): ParameterValue[] {
  return [...new Set(Array.from({ length: count }, (_, index) => at(index / (count - 1))))];
}
