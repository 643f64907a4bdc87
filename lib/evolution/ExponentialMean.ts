import { above, completeConfig, orNull } from "../models";
import { DiscountedForecaster } from "./DiscountedForecaster";

export interface ExponentialMeanConfig {
  /** Windows after which an interaction counts half; null: fitted. */
  readonly halfLifeWindows: number | null;
}

export const exponentialMeanDefaults: ExponentialMeanConfig = { halfLifeWindows: null };

/**
 * The exponentially weighted mean of all windows, smoothed by the population's mean; the half-life
 * is the one that forecasts the next window best.
 *
 *     theta(t + h) ~ Dirichlet(s_h (A m + sum over s of 2^(-s / halfLife) n(t - s)))
 *
 * @see Hyndman, Athanasopoulos (2021), Forecasting: principles and practice, section 8.1,
 *   https://otexts.com/fpp3/ses.html
 */
export class ExponentialMean extends DiscountedForecaster<ExponentialMeanConfig> {
  override readonly name = "ExponentialMean";

  /** @throws RangeError if the half-life isn't above 0 */
  constructor(config: Partial<ExponentialMeanConfig> = {}) {
    super(
      completeConfig("ExponentialMean", config, exponentialMeanDefaults, {
        halfLifeWindows: orNull(above(0)),
      }),
    );
  }

  protected override get fixedDecay(): number | null {
    const { halfLifeWindows } = this.config;
    return halfLifeWindows === null ? null : 2 ** (-1 / halfLifeWindows);
  }

  /** Windows after which an interaction counts half; Infinity if none is forgotten. */
  get halfLifeWindows(): number {
    return -Math.LN2 / Math.log(this.discounting.decay);
  }
}
