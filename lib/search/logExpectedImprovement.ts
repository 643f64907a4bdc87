import { normalCdf } from "../probability";

/** The logarithm of expected improvement, and its derivatives. */
export interface LogImprovement {
  readonly value: number;
  readonly byMean: number;
  readonly byDeviation: number;
}

/**
 * The logarithm of how far below the best cost a normally distributed cost is expected to fall.
 *
 *     log(sigma h(z)),  h(z) = z Phi(z) + phi(z),  z = (best - mean) / sigma
 *
 * Below z = -25, where h underflows, its asymptotic series.
 *
 * @param deviation - sigma, above 0
 * @see Ament et al. (2023), Unexpected improvements to expected improvement for Bayesian
 *   optimization, equation 9, arXiv:2310.20708
 */
export function logExpectedImprovement(
  mean: number,
  deviation: number,
  best: number,
): LogImprovement {
  const z = (best - mean) / deviation;
  const logPhi = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
  if (z < -25) {
    const inverse = 1 / (z * z);
    const shape = inverse * (1 - 3 * inverse);
    return {
      value: Math.log(deviation) + logPhi + Math.log(shape),
      byMean: (z * (1 + 2 * inverse)) / deviation,
      byDeviation: (1 + 3 * inverse) / (inverse * deviation),
    };
  }
  const density = Math.exp(logPhi);
  const below = normalCdf(z);
  const improvement = z * below + density;
  return {
    value: Math.log(deviation) + Math.log(improvement),
    byMean: -below / (improvement * deviation),
    byDeviation: density / (improvement * deviation),
  };
}
