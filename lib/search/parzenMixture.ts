import { normalCdf, normalQuantile, type RandomGenerator, sampleCategorical } from "../probability";

/** A mixture of normal distributions, each cut to [0, 1]. */
export interface ParzenMixture {
  /** Shape [components]; so are the others. The last component is the prior. */
  readonly centres: Float64Array;
  readonly widths: Float64Array;
  /** Sum 1. */
  readonly weights: Float64Array;
  /** Each uncut component's probability of [0, 1]. */
  readonly masses: Float64Array;
}

/**
 * A Parzen estimate from places in the unit interval: a component at each, as wide as the farther
 * of its neighbours is away, and one of width 1 at the middle as the prior.
 *
 * The outermost components look at their only neighbour; no width is below 1 / min(100, n + 2),
 * or above 1.
 *
 * @param units - in the order of trials, shape [n]; of n from 25 on, all but the last 25 fade
 *   with age
 * @see Bergstra et al. (2011), Algorithms for hyper-parameter optimization, section 4.2;
 *   Watanabe (2023), arXiv:2304.11127, for the choices
 */
export function parzenMixture(units: ArrayLike<number>): ParzenMixture {
  const n = units.length;
  const centres = Float64Array.from({ length: n + 1 }, (_, i) => (i < n ? units[i] : 0.5));
  const widths = new Float64Array(n + 1).fill(1);
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => units[a] - units[b]);
  const least = 1 / Math.min(100, n + 2);
  order.forEach((component, place) => {
    const at = units[component];
    const below = place > 0 ? units[order[place - 1]] : 0;
    const above = place < n - 1 ? units[order[place + 1]] : 1;
    let width = Math.max(at - below, above - at);
    if (n > 1 && place === 0) width = above - at;
    if (n > 1 && place === n - 1) width = at - below;
    widths[component] = Math.min(1, Math.max(least, width));
  });
  const weights = Float64Array.from([...ageWeights(n), 1]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const masses = centres.map(
    (centre, i) => normalCdf((1 - centre) / widths[i]) - normalCdf(-centre / widths[i]),
  );
  return { centres, widths, weights: weights.map((weight) => weight / total), masses };
}

/** Weights of n observations, the oldest first: 1 for the last 25, and a ramp up to them. */
export function ageWeights(n: number): Float64Array {
  const ramp = Math.max(0, n - 25);
  const share = (i: number) => (ramp > 1 ? i / (ramp - 1) : 0);
  return Float64Array.from({ length: n }, (_, i) =>
    i < ramp ? 1 / n + (1 - 1 / n) * share(i) : 1,
  );
}

/** A draw from a mixture, in [0, 1]. */
export function drawFromParzen(mixture: ParzenMixture, random: RandomGenerator): number {
  const component = sampleCategorical(random, mixture.weights);
  const { centres, widths, masses } = mixture;
  const below = normalCdf(-centres[component] / widths[component]);
  const rank = below + random.openUniform() * masses[component];
  const place = centres[component] + widths[component] * normalQuantile(Math.min(1, rank));
  return Math.min(1, Math.max(0, place));
}

/**
 * The logarithm of a mixture's density at a place; or of its probability of a cell, where a
 * parameter takes finitely many values.
 *
 * @param cell - low and high end
 */
export function logParzen(
  mixture: ParzenMixture,
  unit: number,
  cell: readonly [number, number] | null,
): number {
  const { centres, widths, weights, masses } = mixture;
  let sum = 0;
  for (let i = 0; i < centres.length; i++) {
    const scaled = weights[i] / masses[i];
    if (cell) {
      const [low, high] = cell;
      const from = normalCdf((low - centres[i]) / widths[i]);
      sum += scaled * (normalCdf((high - centres[i]) / widths[i]) - from);
    } else {
      const z = (unit - centres[i]) / widths[i];
      sum += (scaled * Math.exp(-0.5 * z * z)) / (widths[i] * Math.sqrt(2 * Math.PI));
    }
  }
  return Math.log(sum);
}
