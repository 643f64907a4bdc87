import { cholesky, solveLower, solveUpperRows } from "../matrices";
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
  /** At several points, which is much faster than one by one. */
  readonly atAll: (points: readonly Float64Array[]) => SurrogatePosterior[];
  readonly slopeAt: (point: Float64Array) => SurrogateSlope;
}

/** How many points go through the triangular system side by side. */
const BLOCK = 4;

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
  const distance = squaredDistance(scales, isCategorical);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      matrix[i * n + j] = variance * matern52(distance(points[i], points[j]));
    }
    matrix[i * n + i] = variance + noise;
  }
  const factor = cholesky(matrix, n);
  if (!factor) {
    throw new RangeError(
      `gaussianProcess requires a positive definite kernel matrix, got noise ${noise}`,
    );
  }
  const upper = factor.map((_, e) => factor[(e % n) * n + Math.floor(e / n)]);
  const alpha = solveUpperRows(upper, solveLower(factor, targets));
  const left = (explained: number): number => Math.max(variance - explained, 1e-12 * variance);

  /** Of at most BLOCK points: covariances as columns, forward substitution on all of them. */
  const atBlock = (block: readonly Float64Array[]): SurrogatePosterior[] => {
    const half = new Float64Array(n * BLOCK);
    const mean = new Float64Array(BLOCK);
    const explained = new Float64Array(BLOCK);
    for (let i = 0; i < n; i++) {
      for (let b = 0; b < block.length; b++) {
        const covariance = variance * matern52(distance(block[b], points[i]));
        half[i * BLOCK + b] = covariance;
        mean[b] += covariance * alpha[i];
      }
    }
    for (let i = 0; i < n; i++) {
      const at = i * BLOCK;
      let first = half[at];
      let second = half[at + 1];
      let third = half[at + 2];
      let fourth = half[at + 3];
      for (let k = 0; k < i; k++) {
        const weight = factor[i * n + k];
        first -= weight * half[k * BLOCK];
        second -= weight * half[k * BLOCK + 1];
        third -= weight * half[k * BLOCK + 2];
        fourth -= weight * half[k * BLOCK + 3];
      }
      half[at] = first;
      half[at + 1] = second;
      half[at + 2] = third;
      half[at + 3] = fourth;
      const diagonal = factor[i * n + i];
      for (let b = 0; b < BLOCK; b++) {
        half[at + b] /= diagonal;
        explained[b] += half[at + b] * half[at + b];
      }
    }
    return block.map((_, b) => ({ mean: mean[b], variance: left(explained[b]) }));
  };

  return {
    at: (point) => atBlock([point])[0],
    atAll: (several) =>
      Array.from({ length: Math.ceil(several.length / BLOCK) }, (_, block) =>
        atBlock(several.slice(block * BLOCK, (block + 1) * BLOCK)),
      ).flat(),
    slopeAt: (point) => {
      const covariance = new Float64Array(n);
      const slopes = new Float64Array(n);
      let mean = 0;
      for (let i = 0; i < n; i++) {
        const squared = distance(point, points[i]);
        covariance[i] = variance * matern52(squared);
        slopes[i] = 2 * variance * matern52Slope(squared);
        mean += covariance[i] * alpha[i];
      }
      const half = solveLower(factor, covariance);
      const weights = solveUpperRows(upper, half);
      let explained = 0;
      for (let i = 0; i < n; i++) explained += half[i] * half[i];
      const meanGradient = new Float64Array(scales.length);
      const varianceGradient = new Float64Array(scales.length);
      for (let i = 0; i < n; i++) {
        const other = points[i];
        for (let p = 0; p < scales.length; p++) {
          if (isCategorical[p]) continue;
          const change = slopes[i] * scales[p] * (point[p] - other[p]);
          meanGradient[p] += change * alpha[i];
          varianceGradient[p] -= 2 * change * weights[i];
        }
      }
      return { mean, variance: left(explained), meanGradient, varianceGradient };
    },
  };
}

function squaredDistance(
  scales: Float64Array,
  isCategorical: readonly boolean[],
): (a: Float64Array, b: Float64Array) => number {
  return (a, b) => {
    let sum = 0;
    for (let p = 0; p < scales.length; p++) {
      sum += scales[p] * squaredDifference(a[p], b[p], isCategorical[p]);
    }
    return sum;
  };
}
