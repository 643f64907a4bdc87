import { type ParameterValue } from "./SearchParameter";
import { type SearchSpace } from "./SearchSpace";
import { unitOf, valueAt } from "./unitScale";

/** What one trial is run with: a value for each active parameter, and none for the others. */
export type TrialSettings = Readonly<Record<string, ParameterValue>>;

/** Settings from a point of the unit cube; inactive parameters pass over their coordinate. */
export function settingsAt(space: SearchSpace, units: ArrayLike<number>): TrialSettings {
  const settings: Record<string, ParameterValue> = {};
  Object.entries(space).forEach(([name, parameter], index) => {
    if (isActive(space, name, settings)) settings[name] = valueAt(parameter, units[index]);
  });
  return settings;
}

/**
 * The point of the unit cube that settings stand for, shape [parameters]; NaN for inactive ones.
 *
 * @throws RangeError if a value is missing, out of range, or there without its condition
 */
export function unitsOf(space: SearchSpace, settings: TrialSettings): Float64Array {
  for (const name of Object.keys(settings)) {
    if (!(name in space)) throw new RangeError(`unitsOf requires no other parameter, got ${name}`);
  }
  return Float64Array.from(Object.entries(space), ([name, parameter]) => {
    const active = isActive(space, name, settings);
    if (active !== name in settings) {
      const wanted = active ? "a value of" : "no value of inactive";
      throw new RangeError(
        `unitsOf requires ${wanted} ${name}, got ${JSON.stringify(settings[name])}`,
      );
    }
    return active ? unitOf(parameter, settings[name]) : NaN;
  });
}

/** Whether a parameter's condition holds; the one that it depends on is then active, too. */
export function isActive(space: SearchSpace, name: string, settings: TrialSettings): boolean {
  const { when } = space[name];
  return !when || (when.parameter in settings && when.is.includes(settings[when.parameter]));
}
