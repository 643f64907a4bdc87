import { type RandomGenerator } from "./RandomGenerator";

/**
 * A draw from the exponential distribution, by inversion.
 *
 * @param rate - 1 / mean, above 0
 * @throws RangeError if the rate is not above 0
 */
export function sampleExponential(random: RandomGenerator, rate = 1): number {
  if (!(rate > 0)) throw new RangeError(`sampleExponential requires a rate above 0, got ${rate}`);
  return -Math.log(random.openUniform()) / rate;
}
