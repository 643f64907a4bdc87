import { normalCdf, normalQuantile, type RandomGenerator, sampleCategorical } from "../probability";
import {
  type CategoricalParameter,
  type ParameterValue,
  type SearchParameter,
} from "./SearchParameter";
import { cellAt, unitOf, valueAt } from "./unitScale";

/** The components of a Parzen estimate in one parameter; the last one is the prior. */
export interface ParzenKernels {
  readonly draw: (component: number, random: RandomGenerator) => ParameterValue;
  /** Log-density of the place, or log-probability of one of several values; shape [components]. */
  readonly logDensities: (value: ParameterValue) => Float64Array;
}

/**
 * One component for each trial, and the prior. A trial that had no value of the parameter says
 * nothing about it: its component is the prior's.
 *
 * @param values - in the order of trials, shape [n]; undefined where it was inactive
 */
export function parzenKernels(
  parameter: SearchParameter,
  values: readonly (ParameterValue | undefined)[],
): ParzenKernels {
  return parameter.type === "categorical"
    ? categoryKernels(parameter, values)
    : numberKernels(parameter, values);
}

/** Normal distributions over the unit interval, each cut to it. */
function numberKernels(
  parameter: SearchParameter,
  values: readonly (ParameterValue | undefined)[],
): ParzenKernels {
  const { centres, widths } = normalKernels(
    values.map((value) => (value === undefined ? NaN : unitOf(parameter, value))),
  );
  const below = centres.map((centre, c) => normalCdf(-centre / widths[c]));
  const masses = centres.map((centre, c) => normalCdf((1 - centre) / widths[c]) - below[c]);
  return {
    draw: (component, random) => {
      const rank = Math.min(1, below[component] + random.openUniform() * masses[component]);
      return valueAt(parameter, centres[component] + widths[component] * normalQuantile(rank));
    },
    logDensities: (value) => {
      const unit = unitOf(parameter, value);
      const cell = cellAt(parameter, unit);
      return centres.map((centre, c) => {
        const width = widths[c];
        if (cell) {
          const [low, high] = cell.map((edge) => normalCdf((edge - centre) / width));
          return Math.log((high - low) / masses[c]);
        }
        const z = (unit - centre) / width;
        return -0.5 * z * z - Math.log(masses[c] * width * Math.sqrt(2 * Math.PI));
      });
    },
  };
}

/**
 * Each component as wide as the farther of its neighbours is away, and one of width 1 at the
 * middle as the prior.
 *
 * The outermost components look at their only neighbour; no width is below 1 / (2 min(100, n + 2)),
 * half of Optuna's least, or above 1.
 *
 * @param units - shape [n]; NaN where the prior stands in
 * @returns shape [n + 1] each
 * @see Bergstra et al. (2011), Algorithms for hyper-parameter optimization, section 4.2;
 *   Watanabe (2023), arXiv:2304.11127, for the choices
 */
export function normalKernels(units: readonly number[]): {
  centres: Float64Array;
  widths: Float64Array;
} {
  const centres = Float64Array.from([...units, NaN], (unit) => (Number.isNaN(unit) ? 0.5 : unit));
  const widths = new Float64Array(units.length + 1).fill(1);
  const order = units.flatMap((unit, component) => (Number.isNaN(unit) ? [] : [component]));
  order.sort((a, b) => units[a] - units[b]);
  const n = order.length;
  const least = 0.5 / Math.min(100, n + 2);
  order.forEach((component, place) => {
    const at = units[component];
    const below = place > 0 ? units[order[place - 1]] : 0;
    const above = place < n - 1 ? units[order[place + 1]] : 1;
    let width = Math.max(at - below, above - at);
    if (n > 1 && place === 0) width = above - at;
    if (n > 1 && place === n - 1) width = at - below;
    widths[component] = Math.min(1, Math.max(least, width));
  });
  return { centres, widths };
}

/** Shares of the choices: one observation, smoothed by 1 / (n + 1) over each choice. */
function categoryKernels(
  { choices }: CategoricalParameter,
  values: readonly (ParameterValue | undefined)[],
): ParzenKernels {
  const smoothing = 1 / (values.filter((value) => value !== undefined).length + 1);
  const even = choices.map(() => 1 / choices.length);
  const shares = [...values, undefined].map((seen) =>
    seen === undefined
      ? even
      : choices.map(
          (choice) => ((choice === seen ? 1 : 0) + smoothing) / (1 + choices.length * smoothing),
        ),
  );
  return {
    draw: (component, random) => choices[sampleCategorical(random, shares[component])],
    logDensities: (value) => {
      const choice = choices.indexOf(value);
      return Float64Array.from(shares, (share) => Math.log(share[choice]));
    },
  };
}
