import { type RandomGenerator } from "./RandomGenerator";
import { sampleNormal } from "./sampleNormal";

/**
 * A draw from the gamma distribution, of mean shape x scale.
 *
 * Marsaglia and Tsang's squeeze for a shape of at least 1; below that, gamma(shape + 1) times
 * U^(1 / shape). For a very small shape the result may underflow to 0; `sampleLogGamma` doesn't.
 *
 * @param shape - above 0
 * @param scale - above 0
 * @throws RangeError if shape or scale is not above 0
 * @see Marsaglia and Tsang (2000), A simple method for generating gamma variables,
 *   doi:10.1145/358407.358414
 */
export function sampleGamma(random: RandomGenerator, shape: number, scale = 1): number {
  if (!(shape > 0 && scale > 0)) {
    throw new RangeError(
      `sampleGamma requires shape and scale above 0, got shape ${shape}, scale ${scale}`,
    );
  }
  return shape >= 1
    ? scale * squeeze(random, shape)
    : scale * Math.exp(sampleLogGamma(random, shape));
}

/** The logarithm of a draw from the gamma distribution of scale 1; never -Infinity. */
export function sampleLogGamma(random: RandomGenerator, shape: number): number {
  if (!(shape > 0)) throw new RangeError(`sampleLogGamma requires a shape above 0, got ${shape}`);
  if (shape >= 1) return Math.log(squeeze(random, shape));
  return Math.log(squeeze(random, shape + 1)) + Math.log(random.openUniform()) / shape;
}

function squeeze(random: RandomGenerator, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = sampleNormal(random);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = random.openUniform();
    if (u < 1 - 0.0331 * x ** 4) return d * v;
    if (Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}
