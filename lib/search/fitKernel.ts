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

const LEAST_NOISE = 1e-6;

/** The contribution of each parameter to the squared distance, before its length scale. */
export function squaredDifference(a: number, b: number, isCategorical: boolean): number {
  if (isCategorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}

/**
 * The kernel of the highest posterior density: marginal likelihood times weak priors that keep
 * scales within reach of 1 and noise small.
 *
 * Two starts (smooth with noise, and rougher with little) of L-BFGS over the logarithms; the
 * better one is kept.
 *
 * @see Rasmussen and Williams (2006), equation 5.9; the priors are Optuna's
 *   (`optuna._gp.prior.default_log_prior`)
 */
export function fitKernel(data: SurrogateData): SurrogateKernel {
  const parameterCount = data.isCategorical.length;
  const objective = negativeLogPosterior(data);
  const starts = [
    [0, 0, 0],
    [Math.log(8), 0, Math.log(1e-2)],
  ].map(([scale, variance, noise]) => {
    const start = new Float64Array(parameterCount + 2).fill(scale);
    start.set([variance, noise], parameterCount);
    return minimize(objective, start, { maxIterations: 60, gradientTolerance: 1e-2 });
  });
  const best = starts[1].value < starts[0].value ? starts[1] : starts[0];
  return kernelOf(best.point);
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
  const differences = isCategorical.map((categorical, p) => {
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        matrix[i * n + j] = squaredDifference(points[i][p], points[j][p], categorical);
      }
    }
    return matrix;
  });

  return (logs) => {
    const { inverseSquaredScales: scales, variance, noise } = kernelOf(logs);
    const gradient = new Float64Array(parameterCount + 2);
    const refused = { value: Infinity, gradient };
    if (!logs.every((log) => Math.abs(log) < 50)) return refused;
    const squared = new Float64Array(n * n);
    differences.forEach((matrix, p) => {
      for (let e = 0; e < matrix.length; e++) squared[e] += scales[p] * matrix[e];
    });
    const covariance = squared.map((s) => variance * matern52(s));
    for (let i = 0; i < n; i++) covariance[i * n + i] += noise;
    const factor = cholesky(covariance, n);
    if (!factor) return refused;
    const alpha = solveUpper(factor, solveLower(factor, targets));
    const inverse = choleskyInverse(factor, n);

    let value = 0;
    let trace = 0;
    for (let i = 0; i < n; i++) {
      value += 0.5 * targets[i] * alpha[i] + Math.log(factor[i * n + i]);
      trace += inverse[i * n + i] - alpha[i] * alpha[i];
      gradient[parameterCount] += 0.5 * variance * (inverse[i * n + i] - alpha[i] * alpha[i]);
      for (let j = 0; j < i; j++) {
        const e = i * n + j;
        // Both halves of the symmetric matrix at once.
        const weight = inverse[e] - alpha[i] * alpha[j];
        gradient[parameterCount] += weight * covariance[e];
        const slope = weight * variance * matern52Slope(squared[e]);
        for (let p = 0; p < parameterCount; p++) {
          gradient[p] += slope * scales[p] * differences[p][e];
        }
      }
    }
    gradient[parameterCount + 1] = 0.5 * trace * (noise - LEAST_NOISE);

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
