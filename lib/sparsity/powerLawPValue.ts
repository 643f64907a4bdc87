import { hurwitzZeta, RandomGenerator } from "../probability";
import { countTable, fitTable, type PowerLawFit } from "./powerLaw";

export interface PowerLawTestOptions {
  readonly seed: number;
  /** Synthetic logs; the p-value's standard error is at most 1 / (2 sqrt of this). Default 200. */
  readonly bootstrapCount?: number;
}

/**
 * Whether counts could come from a fitted power law: the share of synthetic samples that lie at
 * least as far from their own fit as the data from theirs. Below 0.1 the law is ruled out.
 *
 * A synthetic sample draws each count from the law above xMin, and from the data's own counts
 * below it, in the data's proportion; then xMin and exponent are fitted anew.
 *
 * @param counts - whole numbers of at least 0, as given to `fitPowerLaw`
 * @param fit - what `fitPowerLaw` made of them, xMin chosen by it
 * @returns in [0, 1]
 * @see Clauset, Shalizi and Newman (2009), section 4.1, doi:10.1137/070710111
 */
export function powerLawPValue(
  counts: ArrayLike<number>,
  fit: PowerLawFit,
  options: PowerLawTestOptions,
): number {
  const { seed, bootstrapCount = 200 } = options;
  if (!(Number.isInteger(bootstrapCount) && bootstrapCount > 0)) {
    throw new RangeError(`powerLawPValue requires a bootstrapCount above 0, got ${bootstrapCount}`);
  }
  const positive = Array.from(counts).filter((count) => count > 0);
  const body = positive.filter((count) => count < fit.xMin);
  const random = new RandomGenerator(seed).fork("powerLawPValue");
  let farther = 0;
  for (let sample = 0; sample < bootstrapCount; sample++) {
    const stream = random.fork(sample);
    const synthetic = positive.map(() =>
      stream.uniform() * positive.length < body.length
        ? body[stream.below(body.length)]
        : samplePowerLaw(stream, fit.exponent, fit.xMin),
    );
    const table = countTable("powerLawPValue", synthetic);
    if (table.value.length < 2) continue; // a point mass lies at distance 0 from itself
    if (fitTable(table).distance >= fit.distance) farther++;
  }
  return farther / bootstrapCount;
}

/**
 * A draw from the discrete power law p(x) in proportion to x^-exponent, x >= xMin, by inversion:
 * doubling until the survival function falls below a uniform number, then bisection.
 *
 * @see Clauset, Shalizi and Newman (2009), appendix D
 */
export function samplePowerLaw(random: RandomGenerator, exponent: number, xMin: number): number {
  const norm = hurwitzZeta(exponent, xMin);
  const target = random.openUniform() * norm;
  // Survival at x: the chance of a draw of at least x, times norm.
  let low = xMin;
  let high = 2 * xMin;
  while (hurwitzZeta(exponent, high) >= target && high < 2 ** 50) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (hurwitzZeta(exponent, middle) >= target) low = middle;
    else high = middle;
  }
  return low;
}
