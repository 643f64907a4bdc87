import { erfc, hurwitzZeta, nelderMead, normalCdf } from "../probability";
import { countTable, type CountTable, type PowerLawFit } from "./powerLaw";

/** Vuong's comparison of two fitted laws of the same tail. */
export interface TailComparison {
  /** Parameters of the log-normal, of the logarithm of the count. */
  readonly mu: number;
  readonly sigma: number;
  /** Log-likelihood of the power law less that of the log-normal, over the tail, in nats. */
  readonly logLikelihoodRatio: number;
  /** The ratio over its standard error; above 0 the power law is closer, below 0 the log-normal. */
  readonly normalizedRatio: number;
  /** The chance of a ratio at least as far from 0 if both were equally close. */
  readonly pValue: number;
}

/**
 * Whether the tail of some counts is rather a power law or a log-normal, by Vuong's
 * likelihood-ratio test.
 *
 *     R = sum_i (l1_i - l2_i),  p = erfc(|R| / (sd sqrt(2 n)))
 *
 * The log-normal is discrete: the mass of a normal variable between ln(x - 1/2) and ln(x + 1/2),
 * over what lies above ln(xMin - 1/2); fitted by maximum likelihood. A p-value above 0.1 says
 * that the data can't tell the two apart.
 *
 * @param counts - as given to `fitPowerLaw`
 * @see Vuong (1989), Likelihood ratio tests for model selection and non-nested hypotheses,
 *   doi:10.2307/1912557; Clauset, Shalizi and Newman (2009), section 5, doi:10.1137/070710111
 */
export function compareWithLogNormal(counts: ArrayLike<number>, fit: PowerLawFit): TailComparison {
  const all = countTable("compareWithLogNormal", counts);
  const start = all.value.findIndex((x) => x >= fit.xMin);
  const tail = { value: all.value.slice(start), frequency: all.frequency.slice(start) };
  const { mu, sigma } = fitLogNormal(tail, fit.xMin);
  const logNorm = Math.log(hurwitzZeta(fit.exponent, fit.xMin));
  const logUpper = Math.log(normalCdf((mu - Math.log(fit.xMin - 0.5)) / sigma));
  const differences = tail.value.map(
    (x) => -fit.exponent * Math.log(x) - logNorm - (logMass(x, mu, sigma) - logUpper),
  );
  const n = fit.tailCount;
  const ratio = differences.reduce((sum, d, i) => sum + d * tail.frequency[i], 0);
  const squares = differences.reduce(
    (sum, d, i) => sum + (d - ratio / n) ** 2 * tail.frequency[i],
    0,
  );
  const normalizedRatio = ratio / Math.sqrt(squares);
  const pValue = erfc(Math.abs(normalizedRatio) / Math.SQRT2);
  return { mu, sigma, logLikelihoodRatio: ratio, normalizedRatio, pValue };
}

/** Maximum likelihood over mu and ln sigma, from the moments of the logarithms. */
function fitLogNormal(tail: CountTable, xMin: number): { mu: number; sigma: number } {
  const n = tail.frequency.reduce((sum, f) => sum + f, 0);
  const mean = tail.value.reduce((sum, x, i) => sum + Math.log(x) * tail.frequency[i], 0) / n;
  const variance =
    tail.value.reduce((sum, x, i) => sum + (Math.log(x) - mean) ** 2 * tail.frequency[i], 0) / n;
  const negativeLogLikelihood = ([mu, logSigma]: readonly number[]): number => {
    const sigma = Math.exp(logSigma);
    const logUpper = Math.log(normalCdf((mu - Math.log(xMin - 0.5)) / sigma));
    const sum = tail.value.reduce(
      (total, x, i) => total + tail.frequency[i] * (logMass(x, mu, sigma) - logUpper),
      0,
    );
    return Number.isFinite(sum) ? -sum : Infinity;
  };
  const start = [mean, Math.log(Math.max(Math.sqrt(variance), 0.1))];
  const { at } = nelderMead(negativeLogLikelihood, start, [0.5, 0.5]);
  return { mu: at[0], sigma: Math.exp(at[1]) };
}

/** ln of the normal mass between ln(x - 1/2) and ln(x + 1/2), from the nearer tail. */
function logMass(x: number, mu: number, sigma: number): number {
  const low = (Math.log(x - 0.5) - mu) / sigma;
  const high = (Math.log(x + 0.5) - mu) / sigma;
  const mass = low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
  return Math.log(mass);
}
