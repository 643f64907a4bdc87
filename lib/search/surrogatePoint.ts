import { type SearchParameter } from "./SearchParameter";
import { type SearchSpace } from "./SearchSpace";
import { type TrialSettings } from "./TrialSettings";
import { unitOf } from "./unitScale";

/**
 * Settings as a Gaussian process sees them, shape [parameters]: places in the unit interval, the
 * positions of choices; an inactive parameter is in the middle, or a choice of its own (-1), so
 * that trials without it don't differ in it.
 */
export function surrogatePointOf(space: SearchSpace, settings: TrialSettings): Float64Array {
  return Float64Array.from(Object.entries(space), ([name, parameter]) => {
    const active = name in settings;
    if (parameter.type !== "categorical") return active ? unitOf(parameter, settings[name]) : 0.5;
    return active ? parameter.choices.indexOf(settings[name]) : -1;
  });
}

/** Of which parameters two values are either equal or not, shape [parameters]. */
export function categoricalOf(space: SearchSpace): boolean[] {
  return Object.values(space).map(({ type }: SearchParameter) => type === "categorical");
}
