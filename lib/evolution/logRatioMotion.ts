import { type NormalBelief, rootOf } from "./gaussianUpdate";

/** How log-ratios move; see `KalmanFilter`. */
export interface Motion {
  /** What is kept of the distance from the mean, in (0, 1]. */
  readonly keep: number;
  /** The step's covariance as a share of the population's. */
  readonly step: number;
  /** The first window's covariance as a share of the population's. */
  readonly start: number;
}

/** A belief one window later. */
export function moved(
  belief: NormalBelief,
  population: NormalBelief,
  { keep, step }: Pick<Motion, "keep" | "step">,
): NormalBelief {
  const { mean: centre, covariance: spread } = population;
  return {
    mean: belief.mean.map((m, k) => centre[k] + keep * (m - centre[k])),
    covariance: belief.covariance.map((c, i) => keep * keep * c + step * spread[i]),
  };
}

/** One step of a drawn path, in place. */
export function walk(
  path: Float64Array,
  centre: Float64Array,
  keep: number,
  root: Float64Array,
  noise: Float64Array,
): void {
  const n = path.length;
  for (let i = 0; i < n; i++) {
    let step = 0;
    for (let j = 0; j <= i; j++) step += root[i * n + j] * noise[j];
    path[i] = centre[i] + keep * (path[i] - centre[i]) + step;
  }
}

/** Draws of a belief, one for each row of noise. */
export function draws(
  { mean, covariance }: NormalBelief,
  noise: readonly Float64Array[],
): Float64Array[] {
  const n = mean.length;
  const root = rootOf(covariance, n);
  return noise.map((row) =>
    mean.map((m, i) => {
      let sum = m;
      for (let j = 0; j <= i; j++) sum += root[i * n + j] * row[j];
      return sum;
    }),
  );
}
