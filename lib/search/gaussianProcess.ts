import { cholesky, COLUMNS, solveLower, solveLowerColumns, solveUpperRows } from "../matrices";
import { type SurrogateData, type SurrogateKernel } from "./fitKernel";
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
const BLOCK = COLUMNS;

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
  const distancesTo = squaredDistances(data, scales);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const squared = distancesTo(points[i]);
    for (let j = 0; j < i; j++) matrix[i * n + j] = variance * matern52(squared[j]);
    matrix[i * n + i] = variance + noise;
  }
  const factor = cholesky(matrix, n);
  if (!factor) {
    throw new RangeError(
      `gaussianProcess requires a positive definite kernel matrix, got noise ${noise}`,
    );
  }
  const upper = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) upper[j * n + i] = factor[i * n + j];
  }
  const alpha = solveUpperRows(upper, solveLower(factor, targets));
  const left = (explained: number): number => Math.max(variance - explained, 1e-12 * variance);

  /** Of at most BLOCK points: covariances as columns, forward substitution on all of them. */
  const atBlock = (block: readonly Float64Array[]): SurrogatePosterior[] => {
    const half = new Float64Array(n * BLOCK);
    const mean = new Float64Array(BLOCK);
    const explained = new Float64Array(BLOCK);
    block.forEach((point, b) => {
      const squared = distancesTo(point);
      for (let i = 0; i < n; i++) {
        const covariance = variance * matern52(squared[i]);
        half[i * BLOCK + b] = covariance;
        mean[b] += covariance * alpha[i];
      }
    });
    solveLowerColumns(factor, half);
    for (let e = 0; e < half.length; e++) explained[e % BLOCK] += half[e] * half[e];
    return block.map((_, b) => ({ mean: mean[b], variance: left(explained[b]) }));
  };

  return {
    at: (point) => atBlock([point])[0],
    atAll: (several) =>
      Array.from({ length: Math.ceil(several.length / BLOCK) }, (_, block) =>
        atBlock(several.slice(block * BLOCK, (block + 1) * BLOCK)),
      ).flat(),
    slopeAt: (point) => {
      const squared = distancesTo(point);
      const covariance = new Float64Array(n);
      let mean = 0;
      for (let i = 0; i < n; i++) {
        covariance[i] = variance * matern52(squared[i]);
        mean += covariance[i] * alpha[i];
      }
      const half = solveLower(factor, covariance);
      const weights = solveUpperRows(upper, half);
      let explained = 0;
      for (let i = 0; i < n; i++) explained += half[i] * half[i];
      const meanGradient = new Float64Array(scales.length);
      const varianceGradient = new Float64Array(scales.length);
      for (let i = 0; i < n; i++) {
        const slope = 2 * variance * matern52Slope(squared[i]);
        const byMean = slope * alpha[i];
        const byVariance = -2 * slope * weights[i];
        const other = points[i];
        for (let p = 0; p < scales.length; p++) {
          const change = scales[p] * (point[p] - other[p]);
          meanGradient[p] += byMean * change;
          varianceGradient[p] += byVariance * change;
        }
      }
      for (let p = 0; p < scales.length; p++) {
        if (isCategorical[p]) meanGradient[p] = varianceGradient[p] = 0;
      }
      return { mean, variance: left(explained), meanGradient, varianceGradient };
    },
  };
}

/** Of a point to all of the data's, in the kernel's scales. */
function squaredDistances(
  { points, isCategorical }: SurrogateData,
  scales: Float64Array,
): (point: Float64Array) => Float64Array {
  const columns = isCategorical.map((_, p) => Float64Array.from(points, (point) => point[p]));
  return (point) => {
    const squared = new Float64Array(points.length);
    columns.forEach((column, p) => {
      const own = point[p];
      const scale = scales[p];
      if (isCategorical[p]) {
        for (let i = 0; i < column.length; i++) if (column[i] !== own) squared[i] += scale;
      } else {
        for (let i = 0; i < column.length; i++) {
          const difference = own - column[i];
          squared[i] += scale * difference * difference;
        }
      }
    });
    return squared;
  };
}
