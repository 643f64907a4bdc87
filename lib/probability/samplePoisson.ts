import { logGamma } from "./logGamma";
import { type RandomGenerator } from "./RandomGenerator";

/**
 * A draw from the Poisson distribution.
 *
 * Below a rate of 10 by multiplying uniforms; above by Hormann's transformed rejection (PTRS).
 *
 * @param rate - the mean, at least 0 and finite
 * @throws RangeError if the rate is negative, missing or infinite
 * @see Hormann (1993), The transformed rejection method for generating Poisson random variables,
 *   doi:10.1016/0167-6687(93)90997-4
 */
export function samplePoisson(random: RandomGenerator, rate: number): number {
  if (!(rate >= 0 && rate < Infinity)) {
    throw new RangeError(`samplePoisson requires a finite rate of at least 0, got ${rate}`);
  }
  return rate < 10 ? byProducts(random, rate) : byRejection(random, rate);
}

function byProducts(random: RandomGenerator, rate: number): number {
  const floor = Math.exp(-rate);
  let count = 0;
  for (let product = random.uniform(); product > floor; product *= random.uniform()) count++;
  return count;
}

function byRejection(random: RandomGenerator, rate: number): number {
  const logRate = Math.log(rate);
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.openUniform();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= vr) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const accept = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
    if (accept <= -rate + count * logRate - logGamma(count + 1)) return count;
  }
}
