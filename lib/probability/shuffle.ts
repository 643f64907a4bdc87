import { type RandomGenerator } from "./RandomGenerator";

/**
 * The positions 0..count-1 in random order, all orders equally likely (Fisher and Yates).
 *
 * @param count - an integer of at least 0
 */
export function permutation(random: RandomGenerator, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  return shuffle(random, order);
}

/** Puts the values into random order, in place, and returns them. */
export function shuffle<T extends Int32Array | Float64Array | unknown[]>(
  random: RandomGenerator,
  values: T,
): T {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
  return values;
}
