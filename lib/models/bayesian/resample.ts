import { type RandomGenerator } from "../../probability";

/**
 * Equally likely draws in place of weighted ones, by systematic resampling: one drawn position,
 * and equal steps from there.
 *
 * @param weights - at least 0, shape [draws], sum 1
 * @returns positions of the draws taken, rising, shape [count]
 * @see Kitagawa (1996), Monte Carlo filter and smoother, doi:10.2307/1390750
 */
export function resample(
  weights: Float64Array,
  count: number,
  random: RandomGenerator,
): Int32Array {
  const chosen = new Int32Array(count);
  const start = random.uniform();
  let place = 0;
  let reached = weights[0];
  for (let draw = 0; draw < count; draw++) {
    while (reached < (start + draw) / count && place < weights.length - 1) {
      reached += weights[++place];
    }
    chosen[draw] = place;
  }
  return chosen;
}
