import { type RandomGenerator } from "./RandomGenerator";

/**
 * Draws positions in proportion to fixed weights, each in constant time, by Walker's alias
 * method (Vose's construction): setting up takes time in proportion to the number of weights.
 *
 * @see Vose (1991), A linear algorithm for generating random numbers with a given distribution,
 *   doi:10.1109/32.92917
 */
export class AliasTable {
  readonly #threshold: Float64Array;
  readonly #alias: Int32Array;

  /**
   * @param weights - shape [n], at least 0, not all 0
   * @throws RangeError if a weight is negative or not finite, or all are 0
   */
  constructor(weights: ArrayLike<number>) {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Infinity)) {
        throw new RangeError(`AliasTable requires finite weights of at least 0, got ${weights[i]}`);
      }
      sum += weights[i];
    }
    if (!(sum > 0)) throw new RangeError("AliasTable requires a weight above 0, got none");
    const size = weights.length;
    const threshold = Float64Array.from(weights, (weight) => (weight / sum) * size);
    const alias = Int32Array.from(weights, (_, i) => i);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < size; i++) (threshold[i] < 1 ? small : large).push(i);
    while (small.length > 0 && large.length > 0) {
      const low = small.pop()!;
      const high = large[large.length - 1];
      alias[low] = high;
      threshold[high] -= 1 - threshold[low];
      if (threshold[high] < 1) small.push(large.pop()!);
    }
    // What rounding left over is full; a weight of 0 always finds a partner before that.
    for (const i of large) threshold[i] = 1;
    for (const i of small) threshold[i] = weights[i] > 0 ? 1 : 0;
    this.#threshold = threshold;
    this.#alias = alias;
  }

  /** The number of weights. */
  get size(): number {
    return this.#alias.length;
  }

  /** A position in [0, size), with probability in proportion to its weight. */
  sample(random: RandomGenerator): number {
    const scaled = random.uniform() * this.#alias.length;
    const cell = Math.floor(scaled);
    return scaled - cell < this.#threshold[cell] ? cell : this.#alias[cell];
  }
}
