import { InterestDistribution } from "../interests";
import { type DenseMatrix, denseMatrix } from "../matrices";
import { type InterestForecast } from "./Forecaster";

/** What a user or an operator wants of a forecast, by interest. */
export interface ForecastConstraints {
  /** Interests held at a probability in [0, 1]; together at most 1. */
  readonly pin?: Readonly<Record<string, number>>;
  /** Interests that are to have no part. */
  readonly exclude?: readonly string[];
  /** Factors above 0 of the odds against each other: 2 counts an interest twice. */
  readonly boost?: Readonly<Record<string, number>>;
}

/** Stands for 0 where a concentration has to be above 0. */
const LEAST_CONCENTRATION = 1e-6;

/**
 * A forecast as a user wants it: some interests pinned, excluded or boosted; the others share what is
 * left in their own proportions.
 *
 *     p'_k = pin_k,  p'_k = 0 if excluded,  else (1 - sum of pins) b_k p_k / sum over free j of b_j p_j
 *
 * Samples are constrained one by one. A Dirichlet posterior without excluded interests is a Dirichlet
 * again, with the free interests' concentrations; boosts keep its precision. Where interests are
 * pinned nothing is left uncertain about them, so the posterior is dropped; samples stay.
 *
 * @throws RangeError if an interest is unknown or named twice, a pin or boost is outside its range, or
 * nothing is left for the free interests to share
 */
export function constrainForecast(
  forecast: InterestForecast,
  constraints: ForecastConstraints,
): InterestForecast {
  const { interests } = forecast.horizons[0];
  const rule = ruleOf(interests, constraints);
  return {
    horizons: forecast.horizons.map((distribution) => {
      const probabilities = constrainRows(distribution.probabilities, rule);
      const { concentrations } = distribution;
      return new InterestDistribution({
        users: distribution.users,
        spaceName: distribution.spaceName,
        interests,
        probabilities,
        ...(concentrations !== null &&
          rule.pinned.every(Number.isNaN) && {
            posterior: {
              family: "dirichlet" as const,
              concentrations: freeConcentrations(concentrations, probabilities, rule),
            },
          }),
      });
    }),
    samples:
      forecast.samples?.map((draws) => draws.map((draw) => constrainRows(draw, rule))) ?? null,
  };
}

interface Rule {
  /** NaN where free; 0 is an exclusion. */
  readonly pinned: Float64Array;
  readonly excluded: Uint8Array;
  readonly factor: Float64Array;
  readonly left: number;
}

function ruleOf(interests: readonly string[], constraints: ForecastConstraints): Rule {
  const { pin = {}, exclude = [], boost = {} } = constraints;
  const named = new Set<string>();
  const place = (interest: string): number => {
    const k = interests.indexOf(interest);
    if (k < 0) {
      throw new RangeError(
        `constrainForecast requires interests among ${interests.join(", ")}, got ${interest}`,
      );
    }
    if (named.has(interest)) {
      throw new RangeError(`constrainForecast requires each interest once, got ${interest} twice`);
    }
    named.add(interest);
    return k;
  };
  const pinned = new Float64Array(interests.length).fill(NaN);
  const excluded = new Uint8Array(interests.length);
  const factor = new Float64Array(interests.length).fill(1);
  let left = 1;
  for (const [interest, share] of Object.entries(pin)) {
    if (!(share >= 0 && share <= 1)) {
      throw new RangeError(`constrainForecast requires pins in [0, 1], got ${share}`);
    }
    pinned[place(interest)] = share;
    left -= share;
  }
  for (const interest of exclude) {
    const k = place(interest);
    excluded[k] = 1;
    factor[k] = 0;
  }
  for (const [interest, times] of Object.entries(boost)) {
    if (!(times > 0 && Number.isFinite(times))) {
      throw new RangeError(`constrainForecast requires boosts above 0, got ${times}`);
    }
    factor[place(interest)] = times;
  }
  const free = interests.some((_, k) => Number.isNaN(pinned[k]) && excluded[k] === 0);
  if (left < -1e-9 || (!free && left > 1e-9)) {
    throw new RangeError(
      `constrainForecast requires pins of at most 1, and of 1 where nothing else is free, ` +
        `got ${1 - left}`,
    );
  }
  return { pinned, excluded, factor, left: Math.max(0, left) };
}

function constrainRows(matrix: DenseMatrix, { pinned, factor, left }: Rule): DenseMatrix {
  const K = matrix.columnCount;
  const values = new Float32Array(matrix.values.length);
  for (let start = 0; start < values.length; start += K) {
    let free = 0;
    for (let k = 0; k < K; k++) {
      if (Number.isNaN(pinned[k])) free += factor[k] * matrix.values[start + k];
    }
    for (let k = 0; k < K; k++) {
      values[start + k] = Number.isNaN(pinned[k])
        ? (left * factor[k] * matrix.values[start + k]) / free
        : pinned[k];
    }
  }
  return denseMatrix(values, matrix.rowCount, K);
}

/** The constrained shares with the precision of the interests that aren't excluded. */
function freeConcentrations(
  concentrations: DenseMatrix,
  shares: DenseMatrix,
  { excluded }: Rule,
): DenseMatrix {
  const K = shares.columnCount;
  const values = new Float32Array(shares.values.length);
  for (let start = 0; start < values.length; start += K) {
    let precision = 0;
    for (let k = 0; k < K; k++) {
      if (excluded[k] === 0) precision += concentrations.values[start + k];
    }
    for (let k = 0; k < K; k++) {
      values[start + k] = Math.max(LEAST_CONCENTRATION, precision * shares.values[start + k]);
    }
  }
  return denseMatrix(values, shares.rowCount, K);
}
