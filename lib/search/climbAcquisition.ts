import { minimize } from "../probability";
import { type ParameterValue, type SearchParameter } from "./SearchParameter";
import { type SearchSpace } from "./SearchSpace";
import { surrogatePointOf } from "./surrogatePoint";
import { isActive, settingsAt } from "./TrialSettings";
import { unitOf, valueAt, valueCount, valuesOf } from "./unitScale";

/** What is made as large as possible, of a point as `surrogatePointOf` gives it. */
export interface Acquisition {
  readonly at: (point: Float64Array) => number;
  /** At several points. */
  readonly atAll: (points: readonly Float64Array[]) => number[];
  readonly slopeAt: (point: Float64Array) => { value: number; gradient: Float64Array };
}

/** A point of the unit cube, shape [parameters], with its acquisition. */
export interface Candidate {
  readonly units: Float64Array;
  readonly value: number;
}

/** The acquisition at a point of the unit cube. */
export function candidateAt(
  space: SearchSpace,
  acquisition: Acquisition,
  units: Float64Array,
): Candidate {
  const point = surrogatePointOf(space, settingsAt(space, units));
  return { units, value: acquisition.at(point) };
}

/** The acquisition at several points of the unit cube. */
export function candidatesAt(
  space: SearchSpace,
  acquisition: Acquisition,
  places: readonly Float64Array[],
): Candidate[] {
  const values = acquisition.atAll(
    places.map((units) => surrogatePointOf(space, settingsAt(space, units))),
  );
  return places.map((units, index) => ({ units, value: values[index] }));
}

/**
 * A local maximum of an acquisition, from a candidate: L-BFGS over what is continuous, then one
 * parameter after another over what isn't, twice.
 *
 * @returns a candidate that is not worse than the start
 */
export function climbAcquisition(
  space: SearchSpace,
  acquisition: Acquisition,
  start: Candidate,
): Candidate {
  const parameters = Object.values(space);
  const stepped = parameters.flatMap((p, index) => (valueCount(p) < Infinity ? [index] : []));
  let best = climbContinuous(space, acquisition, start);
  for (let round = 0; round < 2 && stepped.length > 0; round++) {
    const before = best;
    for (const index of stepped) best = climbSteps(space, acquisition, best, index);
    if (best === before) break;
    best = climbContinuous(space, acquisition, best);
  }
  return best;
}

/** Over angles, unit = (1 - cos angle) / 2: bounds are kept without being seen. */
function climbContinuous(
  space: SearchSpace,
  acquisition: Acquisition,
  start: Candidate,
): Candidate {
  const settings = settingsAt(space, start.units);
  const free = Object.keys(space).flatMap((name, index) =>
    isActive(space, name, settings) && valueCount(space[name]) === Infinity ? [index] : [],
  );
  if (free.length === 0) return start;
  const point = surrogatePointOf(space, settings);
  const { point: angles } = minimize(
    (at) => {
      const moved = point.slice();
      free.forEach((index, i) => (moved[index] = unitAtAngle(at[i])));
      const { value, gradient } = acquisition.slopeAt(moved);
      const byAngle = Float64Array.from(
        free,
        (index, i) => -gradient[index] * 0.5 * Math.sin(at[i]),
      );
      return { value: -value, gradient: byAngle };
    },
    // At an end itself the angle's slope is 0: start a little inside.
    Float64Array.from(free, (index) =>
      Math.acos(1 - 2 * Math.min(0.999, Math.max(0.001, start.units[index]))),
    ),
    { maxIterations: 30, gradientTolerance: 1e-4 },
  );
  const units = start.units.slice();
  free.forEach((index, i) => (units[index] = unitAtAngle(angles[i])));
  const end = candidateAt(space, acquisition, units);
  return end.value > start.value ? end : start;
}

function unitAtAngle(angle: number): number {
  return (1 - Math.cos(angle)) / 2;
}

/** Tries other values of a parameter: all of them if few, else those 1, 2, 4, ... away. */
function climbSteps(
  space: SearchSpace,
  acquisition: Acquisition,
  start: Candidate,
  index: number,
): Candidate {
  const parameter = Object.values(space)[index];
  const here = valueAt(parameter, start.units[index]);
  let best = start;
  for (const value of otherValues(parameter, here)) {
    const units = start.units.slice();
    units[index] = unitOf(parameter, value);
    const candidate = candidateAt(space, acquisition, units);
    if (candidate.value > best.value) best = candidate;
  }
  return best;
}

function otherValues(parameter: SearchParameter, here: ParameterValue): ParameterValue[] {
  if (parameter.type === "categorical" || valueCount(parameter) <= 20) {
    return valuesOf(parameter).filter((value) => value !== here);
  }
  const { low, high, step = 1 } = parameter;
  return [1, 2, 4, 8, 16, 32]
    .flatMap((away) => [Number(here) - away * step, Number(here) + away * step])
    .filter((value) => value >= low && value <= high);
}
