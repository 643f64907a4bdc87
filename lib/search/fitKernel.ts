import { minimize, type Objective } from "../probability";
import { cholesky, choleskyInverse, solveLower, solveUpper } from "../matrices";
import { matern52, matern52Slope } from "./matern52";

/** What a Gaussian process is fitted to. */
export interface SurrogateData {
  /** Shape [trials][parameters]; a categorical parameter's entries are the choice's position. */
  readonly points: readonly Float64Array[];
  /** Shape [trials], of mean 0 and variance 1. */
  readonly targets: Float64Array;
  /** Of which parameters two values are either equal or not, shape [parameters]. */
  readonly isCategorical: readonly boolean[];
}

/** The parameters of a Matern kernel with a length scale for each parameter, and of the noise. */
export interface SurrogateKernel {
  /** 1 / length scale^2, shape [parameters]; near 0: the parameter doesn't matter. */
  readonly inverseSquaredScales: Float64Array;
  readonly variance: number;
  readonly noise: number;
}

/** Of targets of variance 1: costs that differ by less than its root are not told apart. */
const LEAST_NOISE = 1e-8;

/** The contribution of each parameter to the squared distance, before its length scale. */
export function squaredDifference(a: number, b: number, isCategorical: boolean): number {
  if (isCategorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}

/** Up to so many trials are fitted as they are. */
const FULL_COUNT = 60;

/** Of more trials, how many a first fit looks at: its time grows with their cube. */
const COARSE_COUNT = 32;

/** Steps that take a first fit to all trials. */
const REFINING_STEPS = 4;

/**
 * The kernel of the highest posterior density: marginal likelihood times weak priors that keep
 * scales within reach of 1 and noise small.
 *
 * Two starts (smooth with noise, and rougher with little) of L-BFGS over the logarithms; the
 * better one is kept. Of many trials, evenly chosen ones are fitted first, and all of them in a few
 * steps from there.
 *
 * @see Rasmussen and Williams (2006), equation 5.9; the priors are Optuna's
 *   (`optuna._gp.prior.default_log_prior`)
 */
export function fitKernel(data: SurrogateData): SurrogateKernel {
  const n = data.points.length;
  if (n <= FULL_COUNT) return kernelOf(fitLogs(data));
  const chosen = Array.from({ length: COARSE_COUNT }, (_, i) => Math.floor((i * n) / COARSE_COUNT));
  const start = fitLogs({
    ...data,
    points: chosen.map((trial) => data.points[trial]),
    targets: Float64Array.from(chosen, (trial) => data.targets[trial]),
  });
  const options = { maxIterations: REFINING_STEPS, gradientTolerance: 1e-2 };
  return kernelOf(minimize(negativeLogPosterior(data), start, options).point);
}

function fitLogs(data: SurrogateData): Float64Array {
  const parameterCount = data.isCategorical.length;
  const objective = negativeLogPosterior(data);
  const [smooth, rough] = [
    [0, 0, 0],
    [Math.log(8), 0, Math.log(1e-2)],
  ].map(([scale, variance, noise]) => {
    const start = new Float64Array(parameterCount + 2).fill(scale);
    start.set([variance, noise], parameterCount);
    return minimize(objective, start, { maxIterations: 60, gradientTolerance: 1e-2 });
  });
  return rough.value < smooth.value ? rough.point : smooth.point;
}

function kernelOf(logs: Float64Array): SurrogateKernel {
  const count = logs.length - 2;
  return {
    inverseSquaredScales: logs.slice(0, count).map(Math.exp),
    variance: Math.exp(logs[count]),
    noise: Math.exp(logs[count + 1]) + LEAST_NOISE,
  };
}

/** Of the logarithms of scales, variance and noise; Infinity where the matrix can't be factored. */
export function negativeLogPosterior({ points, targets, isCategorical }: SurrogateData): Objective {
  const n = points.length;
  const parameterCount = isCategorical.length;
  // Pairs i > j in one row after another.
  const pairCount = (n * (n - 1)) / 2;
  const differences = isCategorical.map((categorical, p) => {
    const ofPairs = new Float64Array(pairCount);
    for (let i = 1, pair = 0; i < n; i++) {
      for (let j = 0; j < i; j++, pair++) {
        ofPairs[pair] = squaredDifference(points[i][p], points[j][p], categorical);
      }
    }
    return ofPairs;
  });
  const squared = new Float64Array(pairCount);
  const slopes = new Float64Array(pairCount);
  const covariance = new Float64Array(n * n);

  return (logs) => {
    const { inverseSquaredScales: scales, variance, noise } = kernelOf(logs);
    const gradient = new Float64Array(parameterCount + 2);
    const refused = { value: Infinity, gradient };
    if (!logs.every((log) => Math.abs(log) < 50)) return refused;
    squared.fill(0);
    differences.forEach((ofPairs, p) => {
      const scale = scales[p];
      for (let pair = 0; pair < pairCount; pair++) squared[pair] += scale * ofPairs[pair];
    });
    for (let i = 0, pair = 0; i < n; i++) {
      for (let j = 0; j < i; j++, pair++) {
        covariance[i * n + j] = variance * matern52(squared[pair]);
      }
      covariance[i * n + i] = variance + noise;
    }
    const factor = cholesky(covariance, n);
    if (!factor) return refused;
    const alpha = solveUpper(factor, solveLower(factor, targets));
    const inverse = choleskyInverse(factor, n);

    let value = 0;
    let trace = 0;
    let byVariance = 0;
    for (let i = 0, pair = 0; i < n; i++) {
      value += 0.5 * targets[i] * alpha[i] + Math.log(factor[i * n + i]);
      const own = inverse[i * n + i] - alpha[i] * alpha[i];
      trace += own;
      byVariance += 0.5 * variance * own;
      for (let j = 0; j < i; j++, pair++) {
        // Both halves of the symmetric matrix at once.
        const weight = inverse[i * n + j] - alpha[i] * alpha[j];
        byVariance += weight * covariance[i * n + j];
        slopes[pair] = weight * variance * matern52Slope(squared[pair]);
      }
    }
    gradient[parameterCount] = byVariance;
    gradient[parameterCount + 1] = 0.5 * trace * (noise - LEAST_NOISE);
    differences.forEach((ofPairs, p) => {
      let sum = 0;
      for (let pair = 0; pair < pairCount; pair++) sum += slopes[pair] * ofPairs[pair];
      gradient[p] = scales[p] * sum;
    });

    // Priors: exp(-0.1 / s - 0.1 s) of each inverse squared scale, gamma(2, 1) of the variance,
    // gamma(1.1, 30) of the noise.
    scales.forEach((scale, p) => {
      value += 0.1 / scale + 0.1 * scale;
      gradient[p] += 0.1 * scale - 0.1 / scale;
    });
    value += variance - Math.log(variance) + 30 * noise - 0.1 * Math.log(noise);
    gradient[parameterCount] += variance - 1;
    gradient[parameterCount + 1] += (30 - 0.1 / noise) * (noise - LEAST_NOISE);
    return { value, gradient };
  };
}
