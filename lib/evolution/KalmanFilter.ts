import { completeConfig, type FitOptions, type Hyperparameters, type ModelState } from "../models";
import { nelderMead } from "../probability";
import { commonNoise } from "./commonNoise";
import { populationMean, someUsers } from "./discountedCounts";
import { Forecaster, type ForecastOptions, type InterestForecast } from "./Forecaster";
import { type NormalBelief, observeCounts, rootOf, softmaxOf } from "./gaussianUpdate";
import { type InterestWindows } from "./InterestWindows";
import { ForecastSum } from "./neural/ForecastSum";
import { learnPopulation } from "./learnPopulation";
import { draws, type Motion, moved, walk } from "./logRatioMotion";
import { outcomeWeight } from "./outcomeWeight";

export type KalmanFilterConfig = Pick<Hyperparameters, "iterations" | "seed">;

export const kalmanFilterDefaults: KalmanFilterConfig = { iterations: 8, seed: 42 };

const USERS_FOR_COVARIANCE = 400;
const USERS_FOR_MOTION = 150;

/** Draws behind the mean of a forecast where fewer are asked for. */
const DRAWS_FOR_MEAN = 64;

/**
 * A Kalman filter on log-ratios: the linear-Gaussian reference. Everybody's log-ratios are normal
 * around the population's, with a covariance between interests, and move in a linear way.
 *
 *     theta(t) = softmax(eta(t)),  eta(0) ~ normal(mu, start S)
 *     eta(t + 1) - mu = keep (eta(t) - mu) + normal(0, step S)
 *
 * Counts are multinomial, linearised at the estimate. mu and S are learned by expectation and
 * maximisation from what users did in all windows together; `keep`, `step` and `start` are those
 * under which what users did, window after window, is likeliest.
 *
 * @see West, Harrison and Migon (1985), Dynamic generalized linear models and Bayesian forecasting,
 *   doi:10.1080/01621459.1985.10477131; Aitchison (1986), The statistical analysis of compositional
 *   data
 */
export class KalmanFilter extends Forecaster<KalmanFilterConfig> {
  override readonly name = "KalmanFilter";
  #population: NormalBelief = { mean: new Float64Array(), covariance: new Float64Array() };
  #motion: Motion = { keep: 1, step: 0.1, start: 1 };

  constructor(config: Partial<KalmanFilterConfig> = {}) {
    super(completeConfig("KalmanFilter", config, kalmanFilterDefaults));
  }

  /** How log-ratios move, as learned. */
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
    const at = ([logit, logStep, logStart]: readonly number[]): Motion => ({
      keep: 1 / (1 + Math.exp(-logit)),
      step: Math.exp(Math.min(2, Math.max(-12, logStep))),
      start: Math.exp(Math.min(3, Math.max(-3, logStart))),
    });
    const { at: best } = nelderMead(
      (x) => motionLoss(few, this.#population, at(x)),
      [3, -2.5, 0],
      [-1, 1, 0.5],
      { tolerance: 1e-4, maxSteps: 40 },
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
    const root = rootOf(this.#population.covariance, K).map(
      (value) => value * Math.sqrt(this.#motion.step),
    );
    for (let user = 0; user < windows.users.length; user++) {
      const belief = follow(windows, user, this.#population, this.#motion).belief;
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

/** What is believed of a user after the last window, and ln of the chance of what was done, windows
 * weighted by `outcomeWeight`. */
function follow(
  windows: InterestWindows,
  user: number,
  population: NormalBelief,
  motion: Motion,
): { belief: NormalBelief; logEvidence: number } {
  let belief: NormalBelief = {
    mean: population.mean,
    covariance: population.covariance.map((value) => motion.start * value),
  };
  let logEvidence = 0;
  for (let window = 0; window < windows.windowCount; window++) {
    if (window > 0) belief = moved(belief, population, motion);
    const counts = windows.row(user, window);
    const observed = observeCounts(belief, counts);
    let total = 0;
    for (const count of counts) total += count;
    logEvidence += outcomeWeight(total) * observed.logEvidence;
    belief = observed;
  }
  return { belief, logEvidence };
}

function motionLoss(windows: InterestWindows, population: NormalBelief, motion: Motion): number {
  let loss = 0;
  for (let user = 0; user < windows.users.length; user++) {
    loss -= follow(windows, user, population, motion).logEvidence;
  }
  return loss / windows.users.length;
}
