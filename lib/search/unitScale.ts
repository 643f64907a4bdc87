import { type ParameterValue, type SearchParameter } from "./SearchParameter";

/**
 * How many values a parameter can take; Infinity for a float without a step.
 */
export function valueCount(parameter: SearchParameter): number {
  if (parameter.type === "categorical") return parameter.choices.length;
  const { low, high, type } = parameter;
  const step = parameter.step ?? (type === "int" ? 1 : 0);
  // 0.3 / 0.1 falls just short of 3: a step that misses `high` by rounding reaches it.
  return step === 0 ? Infinity : Math.floor((high - low) / step + 1e-9) + 1;
}

/**
 * The value at a place of the unit interval, so that even places give the parameter's own spread:
 * even in the value, or in its logarithm; each of several values has an interval of its own.
 *
 * An integer on a log scale owns the interval from half below it to half above it.
 *
 * @param unit - in [0, 1]; outside it the nearer end counts
 */
export function valueAt(parameter: SearchParameter, unit: number): ParameterValue {
  const place = Math.min(1, Math.max(0, unit));
  const count = valueCount(parameter);
  if (parameter.type === "categorical") {
    return parameter.choices[Math.min(count - 1, Math.floor(place * count))];
  }
  const { type, low, high, log } = parameter;
  if (log) {
    const margin = type === "int" ? 0.5 : 0;
    const [bottom, top] = [Math.log(low - margin), Math.log(high + margin)];
    const value = Math.exp(bottom + place * (top - bottom));
    return Math.min(high, Math.max(low, type === "int" ? Math.round(value) : value));
  }
  if (count === Infinity) return Math.min(high, low + place * (high - low));
  const step = parameter.step ?? 1;
  return Math.min(high, low + step * Math.min(count - 1, Math.floor(place * count)));
}

/**
 * The place of a value in the unit interval, the inverse of `valueAt`; of one of several values,
 * the middle of its interval.
 *
 * @throws RangeError if the parameter can't take the value
 */
export function unitOf(parameter: SearchParameter, value: ParameterValue): number {
  const count = valueCount(parameter);
  if (parameter.type === "categorical") {
    const index = parameter.choices.indexOf(value);
    if (index < 0) throw outside(JSON.stringify(parameter.choices), value);
    return (index + 0.5) / count;
  }
  const { type, low, high, log } = parameter;
  if (typeof value !== "number" || !(value >= low && value <= high)) {
    throw outside(`a number in [${low}, ${high}]`, value);
  }
  if (log) {
    const margin = type === "int" ? 0.5 : 0;
    const [bottom, top] = [Math.log(low - margin), Math.log(high + margin)];
    return (Math.log(value) - bottom) / (top - bottom);
  }
  if (count === Infinity) return (value - low) / (high - low);
  const index = Math.round((value - low) / (parameter.step ?? 1));
  return (Math.min(count - 1, index) + 0.5) / count;
}

/** All values of a parameter that takes finitely many, in rising order. */
export function valuesOf(parameter: SearchParameter): ParameterValue[] {
  const count = valueCount(parameter);
  if (count === Infinity) {
    throw new RangeError("valuesOf requires finitely many values, got a float without a step");
  }
  if (parameter.type === "categorical") return [...parameter.choices];
  const { low, high, step = 1 } = parameter;
  return Array.from({ length: count }, (_, index) => Math.min(high, low + step * index));
}

function outside(wanted: string, value: ParameterValue): RangeError {
  return new RangeError(`unitOf requires ${wanted}, got ${JSON.stringify(value)}`);
}

/** The places that give the same value as a place does; null where each gives its own. */
export function cellAt(parameter: SearchParameter, unit: number): readonly [number, number] | null {
  const count = valueCount(parameter);
  if (count === Infinity) return null;
  const value = valueAt(parameter, unit);
  if (parameter.type !== "categorical" && parameter.log && typeof value === "number") {
    const [bottom, top] = [Math.log(parameter.low - 0.5), Math.log(parameter.high + 0.5)];
    const place = (edge: number) => (Math.log(edge) - bottom) / (top - bottom);
    return [place(value - 0.5), place(value + 0.5)];
  }
  const index = Math.floor(unitOf(parameter, value) * count);
  return [index / count, (index + 1) / count];
}
