import { quantile } from "../probability";

/** What the log of one user says of its interests, under the world's own parameters. */
export interface InterestPosterior {
  readonly method: "closed form" | "mcmc";
  /** Posterior mean of theta, shape [periods, interests]. */
  readonly mean: Float64Array;
  /** Ends of the central credible interval of each probability, shape [periods, interests]. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Of the interval, in (0, 1). */
  readonly level: number;
  /** Largest split R-hat of all probabilities; 1 for the closed form. */
  readonly rHat: number;
}

/** One row of a log that speaks of interests: what was chosen, when. */
export interface Choice {
  readonly item: number;
  readonly period: number;
}

export interface PosteriorOptions {
  /** Of the draws. Default 1. */
  readonly seed?: number;
  /** Level of the credible intervals. Default 0.9. */
  readonly level?: number;
  /** Draws kept of each chain; doubled until R-hat is below its limit. Default 500. */
  readonly draws?: number;
  /** Default 4. */
  readonly chainCount?: number;
  /** Default 1.05. */
  readonly rHatLimit?: number;
  /** How often draws may be doubled. Default 3. */
  readonly maxDoublings?: number;
}

/** Means and quantiles of draws of theta, each of one shape. */
export function summarise(
  draws: readonly Float64Array[],
  level: number,
): Pick<InterestPosterior, "mean" | "low" | "high"> {
  const size = draws[0].length;
  const mean = new Float64Array(size);
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  const column = new Float64Array(draws.length);
  for (let i = 0; i < size; i++) {
    draws.forEach((draw, d) => {
      column[d] = draw[i];
    });
    mean[i] = column.reduce((sum, x) => sum + x, 0) / draws.length;
    column.sort();
    low[i] = quantile(column, (1 - level) / 2);
    high[i] = quantile(column, (1 + level) / 2);
  }
  return { mean, low, high };
}
