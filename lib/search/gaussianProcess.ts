import { cholesky, solveLower, solveUpper } from "../matrices";
import { squaredDifference, type SurrogateData, type SurrogateKernel } from "./fitKernel";
import { matern52, matern52Slope } from "./matern52";

/** What is known of the objective at a point, without the noise of a trial. */
export interface SurrogatePosterior {
  readonly mean: number;
  readonly variance: number;
}

/** The posterior with its derivatives by the point, each of shape [parameters]. */
export interface SurrogateSlope extends SurrogatePosterior {
  readonly meanGradient: Float64Array;
  /** 0 of categorical parameters; so is the mean's. */
  readonly varianceGradient: Float64Array;
}

/** A Gaussian process given what was observed. */
export interface GaussianProcess {
  readonly at: (point: Float64Array) => SurrogatePosterior;
  readonly slopeAt: (point: Float64Array) => SurrogateSlope;
}

/**
 * The posterior of a Gaussian process of mean 0 with a Matern 5/2 kernel.
 *
 * @throws RangeError if the kernel's matrix is not positive definite
 * @see Rasmussen and Williams (2006), algorithm 2.1
 */
export function gaussianProcess(data: SurrogateData, kernel: SurrogateKernel): GaussianProcess {
  const { points, targets, isCategorical } = data;
  const { inverseSquaredScales: scales, variance, noise } = kernel;
  const n = points.length;
  const squaredDistance = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let p = 0; p < scales.length; p++) {
      sum += scales[p] * squaredDifference(a[p], b[p], isCategorical[p]);
    }
    return sum;
  };
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      matrix[i * n + j] = variance * matern52(squaredDistance(points[i], points[j]));
    }
    matrix[i * n + i] = variance + noise;
  }
  const factor = cholesky(matrix, n);
  if (!factor) {
    throw new RangeError(
      `gaussianProcess requires a positive definite kernel matrix, got noise ${noise}`,
    );
  }
  const alpha = solveUpper(factor, solveLower(factor, targets));

  const posterior = (squared: Float64Array) => {
    const covariance = squared.map((s) => variance * matern52(s));
    const half = solveLower(factor, covariance);
    let mean = 0;
    let explained = 0;
    for (let i = 0; i < n; i++) {
      mean += covariance[i] * alpha[i];
      explained += half[i] * half[i];
    }
    return { mean, variance: Math.max(variance - explained, 1e-12 * variance), half };
  };
  const distancesTo = (point: Float64Array) =>
    Float64Array.from(points, (other) => squaredDistance(point, other));

  return {
    at: (point) => posterior(distancesTo(point)),
    slopeAt: (point) => {
      const squared = distancesTo(point);
      const { mean, variance: left, half } = posterior(squared);
      const weights = solveUpper(factor, half);
      const meanGradient = new Float64Array(scales.length);
      const varianceGradient = new Float64Array(scales.length);
      for (let i = 0; i < n; i++) {
        const slope = 2 * variance * matern52Slope(squared[i]);
        for (let p = 0; p < scales.length; p++) {
          if (isCategorical[p]) continue;
          const change = slope * scales[p] * (point[p] - points[i][p]);
          meanGradient[p] += change * alpha[i];
          varianceGradient[p] -= 2 * change * weights[i];
        }
      }
      return { mean, variance: left, meanGradient, varianceGradient };
    },
  };
}
