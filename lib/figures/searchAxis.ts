import { type ParameterValue, type SearchParameter } from "../search";
import { numberText } from "./numberText";

/** A parameter's values as places on an axis, with ticks; inactive ones stand apart, below. */
export interface SearchAxis {
  /** Shape [trials]. */
  readonly places: readonly number[];
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
  readonly range: readonly [number, number];
}

/** Where inactive settings stand: a tenth of the axis below its lower end. */
const APART = 0.12;

/**
 * A parameter's axis: its own scale (logarithmic where it has one), choices evenly.
 *
 * @param values - one a trial; undefined where the parameter was inactive
 */
export function searchAxis(
  parameter: SearchParameter,
  values: readonly (ParameterValue | undefined)[],
): SearchAxis {
  const { place, ticks, labels } = scaleOf(parameter);
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const span = high - low || 1;
  const apart = low - APART * span;
  const isPartial = values.includes(undefined);
  return {
    places: values.map((value) => (value === undefined ? apart : place(value))),
    ticks: isPartial ? [apart, ...ticks] : ticks,
    labels: isPartial ? ["inactive", ...labels] : labels,
    range: [isPartial ? apart : low, high],
  };
}

interface Scale {
  readonly place: (value: ParameterValue) => number;
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

function scaleOf(parameter: SearchParameter): Scale {
  if (parameter.type === "categorical") {
    const { choices } = parameter;
    return {
      place: (value) => choices.indexOf(value),
      ticks: choices.map((_, index) => index),
      labels: choices.map(String),
    };
  }
  const { low, high, log } = parameter;
  const place = (value: ParameterValue): number => (log ? Math.log10(Number(value)) : Number(value));
  const inner = log ? decadesBetween(low, high) : [(low + high) / 2];
  const marks = [low, ...inner, high];
  return { place, ticks: marks.map(place), labels: marks.map((mark) => numberText(mark, 3)) };
}

/** Powers of ten well inside a range. */
function decadesBetween(low: number, high: number): number[] {
  const [first, last] = [Math.log10(low) + 0.3, Math.log10(high) - 0.3];
  return Array.from({ length: Math.max(0, Math.floor(last) - Math.ceil(first) + 1) }, (_, n) =>
    Number((10 ** (Math.ceil(first) + n)).toPrecision(1)),
  );
}
