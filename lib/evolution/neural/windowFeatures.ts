import { type Discounting } from "../discountedCounts";
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
 * What each user did in and until each window, as amounts of which a network reads the logarithms
 * (which TensorFlow takes faster than JavaScript):
 * - the exponential mean over the population's mean, for each interest: what is corrected;
 * - 1 + count of the window, for each interest;
 * - the mean of all windows so far over the population's mean, for each interest;
 * - the exponential mean's precision; 1 + interactions of the window.
 *
 * @param values - written into, shape [users, windows, features]; it may be longer
 * @returns that many of the values, each above 0
 */
export function windowFeatures(
  { users, windowCount, counts }: InterestWindows,
  { mean, discounting: { priorWeight, decay } }: FeatureSettings,
  values: Float32Array = new Float32Array(users.length * windowCount * featureCount(mean.length)),
): Float32Array {
  const K = mean.length;
  const size = featureCount(K);
  const rarity = mean.map((share) => 1 / share);
  const discounted = new Float64Array(K);
  const all = new Float64Array(K);
  for (let row = 0; row < users.length * windowCount; row++) {
    if (row % windowCount === 0) {
      discounted.fill(0);
      all.fill(0);
    }
    let total = 0;
    let known = priorWeight;
    let everything = priorWeight;
    for (let k = 0; k < K; k++) {
      const count = counts[row * K + k];
      total += count;
      known += discounted[k] = count + decay * discounted[k];
      everything += all[k] += count;
    }
    const at = row * size;
    const perKnown = 1 / known;
    const perEverything = 1 / everything;
    for (let k = 0; k < K; k++) {
      values[at + k] = (priorWeight + discounted[k] * rarity[k]) * perKnown;
      values[at + K + k] = 1 + counts[row * K + k];
      values[at + 2 * K + k] = (priorWeight + all[k] * rarity[k]) * perEverything;
    }
    values[at + 3 * K] = known;
    values[at + 3 * K + 1] = 1 + total;
  }
  return values.subarray(0, users.length * windowCount * size);
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
