import { completeConfig, type FitOptions, type Hyperparameters, type ModelState } from "../models";
import { nelderMead, RandomGenerator, sampleNormal } from "../probability";
import { populationMean, someUsers } from "./discountedCounts";
import { Forecaster, type ForecastOptions, type InterestForecast } from "./Forecaster";
import { choleskyRoot, type NormalBelief, observeCounts, softmaxOf } from "./gaussianUpdate";
import { type InterestWindows } from "./InterestWindows";
import { ForecastSum } from "./neural/ForecastSum";
import { outcomeWeight } from "./outcomeWeight";

export type KalmanFilterConfig = Pick<Hyperparameters, "iterations" | "seed">;

export const kalmanFilterDefaults: KalmanFilterConfig = { iterations: 8, seed: 42 };

/** How log-ratios move; see `KalmanFilter`. */
interface Motion {
  /** What is kept of the distance from the mean, in (0, 1]. */
  readonly keep: number;
  /** The step's covariance as a share of the population's. */
  readonly step: number;
}

const USERS_FOR_COVARIANCE = 400;
const USERS_FOR_MOTION = 100;

/** Draws behind the mean of a forecast where none are asked for. */
const DRAWS_FOR_MEAN = 32;
const DRAWS_FOR_FIT = 8;

/** Added to the population's variances, so that no log-ratio is fixed. */
const LEAST_VARIANCE = 0.02;

/**
 * A Kalman filter on log-ratios: the linear-Gaussian reference. Everybody's log-ratios are normal
 * around the population's, with a covariance between interests, and move in a linear way.
 *
 *     theta(t) = softmax(eta(t)),  eta(0) ~ normal(mu, S)
 *     eta(t + 1) - mu = keep (eta(t) - mu) + normal(0, step S)
 *
 * Counts are multinomial, linearised at the estimate. mu and S are learned by expectation and
 * maximisation from what users did in all windows, `keep` and `step` by the log score of the next
 * window.
 *
 * @see West, Harrison and Migon (1985), Dynamic generalized linear models and Bayesian forecasting,
 *   doi:10.1080/01621459.1985.10477131; Aitchison (1986), The statistical analysis of compositional
 *   data
 */
export class KalmanFilter extends Forecaster<KalmanFilterConfig> {
  override readonly name = "KalmanFilter";
  #population: NormalBelief = { mean: new Float64Array(), covariance: new Float64Array() };
  #motion: Motion = { keep: 1, step: 0.1 };

  constructor(config: Partial<KalmanFilterConfig> = {}) {
    super(completeConfig("KalmanFilter", config, kalmanFilterDefaults));
  }

  /** What is kept of the distance from the mean, and the step's share of the covariance. */
  get motion(): Motion {
    return this.#motion;
  }

  protected override learn(windows: InterestWindows, options: FitOptions): Promise<void> {
    const { iterations, seed } = this.config;
    const mean = populationMean(windows).map(Math.log);
    this.#population = learnPopulation(
      someUsers(windows, USERS_FOR_COVARIANCE, seed),
      mean,
      iterations,
      options,
    );
    const few = someUsers(windows, USERS_FOR_MOTION, seed);
    const at = ([logit, log]: readonly number[]): Motion => ({
      keep: 1 / (1 + Math.exp(-logit)),
      step: Math.exp(Math.min(2, Math.max(-12, log))),
    });
    const noise = commonNoise(DRAWS_FOR_FIT, mean.length, seed);
    const { at: best } = nelderMead(
      (x) => motionLoss(few, this.#population, at(x), noise),
      [3, -2.5],
      [-1, 1],
      { tolerance: 1e-4, maxSteps: 24 },
    );
    this.#motion = at(best);
    return Promise.resolve();
  }

  protected override predict(
    windows: InterestWindows,
    options: Required<ForecastOptions>,
  ): InterestForecast {
    const K = windows.interests.length;
    const drawCount = Math.max(DRAWS_FOR_MEAN, options.sampleCount);
    const sum = new ForecastSum(windows, options, true);
    const noise = Array.from({ length: options.horizonCount }, (_, h) =>
      commonNoise(drawCount, K, options.seed, h),
    );
    const root = choleskyRoot(this.#population.covariance, K).map(
      (value) => value * Math.sqrt(this.#motion.step),
    );
    for (let user = 0; user < windows.users.length; user++) {
      let belief = this.#population;
      for (let window = 0; window < windows.windowCount; window++) {
        if (window > 0) belief = moved(belief, this.#population, this.#motion);
        belief = observeCounts(belief, windows.row(user, window));
      }
      const paths = draws(moved(belief, this.#population, this.#motion), noise[0]);
      const shares = new Float64Array(options.horizonCount * K);
      const precision = new Float64Array(options.horizonCount);
      paths.forEach((path, draw) => {
        for (let h = 0; h < options.horizonCount; h++) {
          if (h > 0) walk(path, this.#population.mean, this.#motion.keep, root, noise[h][draw]);
          shares.set(softmaxOf(path), h * K);
        }
        sum.add(user, shares, precision);
      });
    }
    return sum.forecast();
  }

  protected override state(): ModelState {
    const { mean, covariance } = this.#population;
    return { arrays: { mean, covariance }, settings: { motion: this.#motion } };
  }

  protected override restore({ arrays, settings }: ModelState): void {
    this.#population = {
      mean: arrays.mean as Float64Array,
      covariance: arrays.covariance as Float64Array,
    };
    this.#motion = settings.motion as Motion;
  }
}

/** Mean and covariance of users' log-ratios, by expectation and maximisation. */
function learnPopulation(
  windows: InterestWindows,
  start: Float64Array,
  iterations: number,
  options: FitOptions,
): NormalBelief {
  const n = start.length;
  const totals = windows.users.map((_, user) => {
    const sums = new Float64Array(n);
    for (let window = 0; window < windows.windowCount; window++) {
      windows.row(user, window).forEach((count, k) => (sums[k] += count));
    }
    return sums;
  });
  let mean = start;
  let covariance = new Float64Array(n * n);
  for (let k = 0; k < n; k++) covariance[k * n + k] = 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    options.signal?.throwIfAborted();
    const beliefs = totals.map((counts) => observeCounts({ mean, covariance }, counts));
    const nextMean = new Float64Array(n);
    const next = new Float64Array(n * n);
    for (const belief of beliefs) {
      for (let k = 0; k < n; k++) nextMean[k] += belief.mean[k] / beliefs.length;
    }
    for (const belief of beliefs) {
      for (let i = 0; i < n; i++) {
        const off = belief.mean[i] - nextMean[i];
        for (let j = 0; j < n; j++) {
          const both = belief.covariance[i * n + j] + off * (belief.mean[j] - nextMean[j]);
          next[i * n + j] += both / beliefs.length;
        }
      }
    }
    for (let k = 0; k < n; k++) next[k * n + k] += LEAST_VARIANCE;
    mean = nextMean;
    covariance = next;
    options.onProgress?.({ unit: "iteration", done: iteration + 1, total: iterations });
  }
  return { mean, covariance };
}

/** A belief one window later. */
function moved(
  belief: NormalBelief,
  population: NormalBelief,
  { keep, step }: Motion,
): NormalBelief {
  const { mean: centre, covariance: spread } = population;
  return {
    mean: belief.mean.map((m, k) => centre[k] + keep * (m - centre[k])),
    covariance: belief.covariance.map((c, i) => keep * keep * c + step * spread[i]),
  };
}

/** One step of a drawn path, in place. */
function walk(
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
function draws({ mean, covariance }: NormalBelief, noise: readonly Float64Array[]): Float64Array[] {
  const n = mean.length;
  const root = choleskyRoot(covariance, n);
  return noise.map((row) =>
    mean.map((m, i) => {
      let sum = m;
      for (let j = 0; j <= i; j++) sum += root[i * n + j] * row[j];
      return sum;
    }),
  );
}

/** The log loss of forecasts one window ahead. */
function motionLoss(
  windows: InterestWindows,
  population: NormalBelief,
  motion: Motion,
  noise: readonly Float64Array[],
): number {
  let loss = 0;
  let weights = 0;
  for (let user = 0; user < windows.users.length; user++) {
    let belief = population;
    for (let window = 0; window < windows.windowCount; window++) {
      const counts = windows.row(user, window);
      let total = 0;
      for (const count of counts) total += count;
      if (window > 0) {
        belief = moved(belief, population, motion);
        if (total > 0) {
          const mean = meanShares(draws(belief, noise));
          const weight = outcomeWeight(total);
          counts.forEach((count, k) => {
            if (count > 0) loss -= weight * count * Math.log(mean[k]);
          });
          weights += weight * total;
        }
      }
      belief = observeCounts(belief, counts);
    }
  }
  return weights === 0 ? 0 : loss / weights;
}

function meanShares(paths: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(paths[0].length);
  for (const path of paths) {
    softmaxOf(path).forEach((share, k) => (mean[k] += share / paths.length));
  }
  return mean;
}

/** The same noise for all users, in pairs of opposite sign. */
function commonNoise(drawCount: number, size: number, seed: number, label = 0): Float64Array[] {
  const random = new RandomGenerator(seed).fork("futures").fork(label);
  const half = Array.from({ length: Math.ceil(drawCount / 2) }, () =>
    Float64Array.from({ length: size }, () => sampleNormal(random)),
  );
  return [...half, ...half.map((row) => row.map((x) => -x))].slice(0, drawCount);
}
