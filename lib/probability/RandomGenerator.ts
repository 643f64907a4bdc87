import { murmurHash128, type Words128 } from "./murmurHash128";

const encoder = new TextEncoder();

/** Four 32-bit words, not all 0. */
export type GeneratorState = Words128;

/**
 * The one source of randomness: xoshiro128** (period 2^128 - 1), seeded by a number or a string.
 *
 * `fork(label)` gives an independent stream that depends on the seed and the labels only, not on
 * how many numbers were drawn before: draws added in one place leave all others as they were,
 * and work cut into pieces (a fork for each user) gives the same numbers in any order.
 *
 * @example
 * const random = new RandomGenerator(42);
 * random.uniform(); // in [0, 1)
 * const userStream = random.fork("users").fork(17);
 * @see Blackman and Vigna (2021), Scrambled linear pseudorandom number generators,
 *   doi:10.1145/3460772; https://prng.di.unimi.it/xoshiro128starstar.c
 */
export class RandomGenerator {
  readonly #key: Words128;
  readonly #state: Int32Array;

  /**
   * @param seed - any finite number or string (numbers are taken by their decimal spelling), or
   *   a state to go on from (see `state`)
   * @throws RangeError if a number is not finite, or all words of a state are 0
   */
  constructor(seed: number | string | GeneratorState) {
    if (typeof seed === "number" && !Number.isFinite(seed)) {
      throw new RangeError(`RandomGenerator requires a finite seed, got ${seed}`);
    }
    if (typeof seed === "object" && seed.every((word) => word === 0)) {
      throw new RangeError("RandomGenerator requires a state other than 0, 0, 0, 0");
    }
    this.#key = typeof seed === "object" ? seed : murmurHash128(encoder.encode(String(seed)));
    this.#state = Int32Array.from(this.#key);
  }

  /** The present state, for checkpoints. */
  get state(): GeneratorState {
    const [a, b, c, d] = this.#state;
    return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
  }

  /** An integer, uniform in [0, 2^32). */
  uint32(): number {
    const s = this.#state;
    const s1 = s[1];
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const s2 = s[2] ^ s[0];
    const s3 = s[3] ^ s1;
    s[1] = s1 ^ s2;
    s[0] ^= s3;
    s[2] = s2 ^ (s1 << 9);
    s[3] = (s3 << 11) | (s3 >>> 21);
    return result;
  }

  /** A number, uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return ((this.uint32() >>> 5) * 0x4000000 + (this.uint32() >>> 6)) * 2 ** -53;
  }

  /** A number, uniform in (0, 1): safe under a logarithm. */
  openUniform(): number {
    return ((this.uint32() >>> 6) * 0x4000000 + (this.uint32() >>> 6) + 0.5) * 2 ** -52;
  }

  /**
   * An integer, uniform in [0, count), without modulo bias.
   *
   * @throws RangeError if count is not an integer in [1, 2^32]
   */
  below(count: number): number {
    if (!(Number.isInteger(count) && count >= 1 && count <= 2 ** 32)) {
      throw new RangeError(`below requires an integer count in [1, 2^32], got ${count}`);
    }
    const limit = 2 ** 32 - (2 ** 32 % count);
    let draw = this.uint32();
    while (draw >= limit) draw = this.uint32();
    return draw % count;
  }

  /** An independent stream, named by a label within this one. */
  fork(label: number | string): RandomGenerator {
    const name = encoder.encode(`${typeof label}:${label}`);
    const bytes = new Uint8Array(16 + name.length);
    new Uint32Array(bytes.buffer, 0, 4).set(this.#key);
    bytes.set(name, 16);
    return new RandomGenerator(murmurHash128(bytes));
  }
}
