import { above, completeConfig, type ModelState } from "../models";
import { DiscountedForecaster } from "./DiscountedForecaster";
import { type ForecastOptions, type InterestForecast } from "./Forecaster";
import { dirichletDistribution, type InterestWindows } from "./InterestWindows";
import { seasonAt, type SeasonalTerms, seasonalTerms, withoutSeason } from "./seasonalTerms";

export interface SeasonalMeanConfig {
  /** Windows of a whole season, above 2. */
  readonly seasonWindows: number;
}

export const seasonalMeanDefaults: SeasonalMeanConfig = { seasonWindows: 12 };

/**
 * The exponential mean of what users would have done without the season, with the season of the
 * forecast window put back.
 *
 *     theta(t + h) in proportion to exponentialMean(n / exp(season)) exp(season(t + h))
 */
export class SeasonalMean extends DiscountedForecaster<SeasonalMeanConfig> {
  override readonly name = "SeasonalMean";
  terms: SeasonalTerms = {
    seasonWindows: 12,
    sine: new Float64Array(),
    cosine: new Float64Array(),
  };

  constructor(config: Partial<SeasonalMeanConfig> = {}) {
    super(
      completeConfig("SeasonalMean", config, seasonalMeanDefaults, { seasonWindows: above(2) }),
    );
  }

  protected override get fixedDecay(): null {
    return null;
  }

  protected override learn(windows: InterestWindows): Promise<void> {
    this.terms = seasonalTerms(windows, this.config.seasonWindows);
    return super.learn(withoutSeason(windows, this.terms));
  }

  protected override predict(
    windows: InterestWindows,
    options: Required<ForecastOptions>,
  ): InterestForecast {
    const { horizons } = super.predict(withoutSeason(windows, this.terms), options);
    const K = windows.interests.length;
    return {
      samples: null,
      horizons: horizons.map((distribution, h) => {
        const factor = seasonAt(this.terms, windows.windowCount + h).map(Math.exp);
        const { values } = distribution.concentrations!;
        const seasoned = values.map((c, i) => c * factor[i % K]);
        for (let start = 0; start < values.length; start += K) {
          let [before, after] = [0, 0];
          for (let i = start; i < start + K; i++) {
            before += values[i];
            after += seasoned[i];
          }
          for (let i = start; i < start + K; i++) seasoned[i] *= before / after;
        }
        return dirichletDistribution(windows, seasoned);
      }),
    };
  }

  protected override state(): ModelState {
    const { arrays, settings } = super.state();
    const { sine, cosine, seasonWindows } = this.terms;
    return { arrays: { ...arrays, sine, cosine }, settings: { ...settings, seasonWindows } };
  }

  protected override restore(state: ModelState): void {
    super.restore(state);
    this.terms = {
      seasonWindows: state.settings.seasonWindows as number,
      sine: state.arrays.sine as Float64Array,
      cosine: state.arrays.cosine as Float64Array,
    };
  }
}
