import { type Discounting, visitDiscounted } from "../discountedCounts";
import { type InterestWindows } from "../InterestWindows";
import { HORIZON_INPUTS, POPULATION_INPUTS } from "./ForecastNetwork";

/** What features are made with. */
export interface FeatureSettings {
  /** The population's mean, shape [interests]. */
  readonly mean: Float64Array;
  readonly discounting: Discounting;
}

/** Numbers of one window: see `windowFeatures`. */
export function featureCount(interestCount: number): number {
  return 3 * interestCount + 2;
}

/**
 * What each user did in and until each window, for a network to read:
 * - ln of the exponential mean over the population's mean, for each interest: what is corrected;
 * - ln(1 + count) of the window, for each interest;
 * - ln of the mean of all windows so far over the population's mean, for each interest;
 * - ln of the exponential mean's precision; ln(1 + interactions of the window).
 *
 * @returns shape [users, windows, features]
 */
export function windowFeatures(
  windows: InterestWindows,
  { mean, discounting }: FeatureSettings,
): Float32Array {
  const K = mean.length;
  const size = featureCount(K);
  const values = new Float32Array(windows.users.length * windows.windowCount * size);
  const { priorWeight } = discounting;
  const start = (user: number, window: number): number =>
    (user * windows.windowCount + window) * size;
  visitDiscounted(windows, discounting.decay, (user, window, discounted) => {
    const at = start(user, window);
    const known = priorWeight + sumOf(discounted);
    const row = windows.row(user, window);
    let total = 0;
    for (let k = 0; k < K; k++) {
      values[at + k] = Math.log((priorWeight + discounted[k] / mean[k]) / known);
      values[at + K + k] = Math.log1p(row[k]);
      total += row[k];
    }
    values[at + 3 * K] = Math.log(known);
    values[at + 3 * K + 1] = Math.log1p(total);
  });
  visitDiscounted(windows, 1, (user, window, all) => {
    const at = start(user, window) + 2 * K;
    const known = priorWeight + sumOf(all);
    for (let k = 0; k < K; k++) {
      values[at + k] = Math.log((priorWeight + all[k] / mean[k]) / known);
    }
  });
  return values;
}

/**
 * How far ahead, and the season then: h / 12, ln h, and the sine and cosine of the season.
 *
 * @param origins - last known windows
 * @param seasonWindows - windows of a whole season; null: none
 * @returns shape [origins, horizons, 4]
 */
export function horizonInputs(
  origins: ArrayLike<number>,
  horizonCount: number,
  seasonWindows: number | null,
): Float32Array {
  const values = new Float32Array(origins.length * horizonCount * HORIZON_INPUTS);
  for (let i = 0; i < origins.length; i++) {
    for (let h = 1; h <= horizonCount; h++) {
      const angle =
        seasonWindows === null ? null : (2 * Math.PI * (origins[i] + h)) / seasonWindows;
      const season = angle === null ? [0, 0] : [Math.sin(angle), Math.cos(angle)];
      values.set([h / 12, Math.log(h), ...season], (i * horizonCount + h - 1) * HORIZON_INPUTS);
    }
  }
  return values;
}

/**
 * How the population stands towards each interest in each window: ln of its share over the mean, its
 * change since the window before, and the sine and cosine of the season.
 *
 * @returns shape [windows, interests, 4]
 */
export function populationInputs(
  windows: InterestWindows,
  mean: Float64Array,
  seasonWindows: number | null,
): Float32Array {
  const K = mean.length;
  const values = new Float32Array(windows.windowCount * K * POPULATION_INPUTS);
  let before = new Float64Array(K);
  for (let window = 0; window < windows.windowCount; window++) {
    // The weight of ten users keeps an empty window near the mean.
    const sums = mean.map((m) => 10 * m);
    for (let user = 0; user < windows.users.length; user++) {
      const row = windows.row(user, window);
      const total = sumOf(row);
      if (total > 0) for (let k = 0; k < K; k++) sums[k] += row[k] / total;
    }
    const everything = sumOf(sums);
    const now = sums.map((sum, k) => Math.log(sum / everything / mean[k]));
    const angle = seasonWindows === null ? 0 : (2 * Math.PI * window) / seasonWindows;
    const season = seasonWindows === null ? [0, 0] : [Math.sin(angle), Math.cos(angle)];
    for (let k = 0; k < K; k++) {
      const change = window === 0 ? 0 : now[k] - before[k];
      values.set([now[k], change, ...season], (window * K + k) * POPULATION_INPUTS);
    }
    before = now;
  }
  return values;
}

/** The first windows of population inputs; past the known ones the last window is repeated. */
export function fitPopulation(
  known: Float32Array,
  interestCount: number,
  windowCount: number,
): Float32Array {
  const size = interestCount * POPULATION_INPUTS;
  const knownCount = known.length / size;
  const values = new Float32Array(windowCount * size);
  for (let window = 0; window < windowCount; window++) {
    const from = Math.min(window, knownCount - 1) * size;
    values.set(known.subarray(from, from + size), window * size);
  }
  return values;
}

function sumOf(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
