import { type ModelState } from "../models";
import {
  type Discounting,
  fitDiscounting,
  populationMean,
  someUsers,
  visitDiscounted,
} from "./discountedCounts";
import { fitPrecision } from "./fitPrecision";
import { Forecaster, type ForecastOptions, type InterestForecast } from "./Forecaster";
import { dirichletDistribution, type InterestWindows } from "./InterestWindows";

/** Users on whom the discounting and the precision are fitted. */
const USERS_FOR_DISCOUNTING = 2000;
const USERS_FOR_PRECISION = 300;

/**
 * Forecasts by discounted counts under the population's prior, the same for all horizons but for
 * their precision.
 *
 *     theta(t + h) ~ Dirichlet(s_h (A m + d(t))),  d(t) = n(t) + decay d(t - 1)
 *
 * m is the population's mean, A and the decay forecast the next window best, and s_h says how
 * precise the forecast turned out h windows ahead.
 */
export abstract class DiscountedForecaster<Config extends object> extends Forecaster<Config> {
  /** The population's mean, shape [interests]. */
  mean: Float64Array = new Float64Array();
  discounting: Discounting = { priorWeight: 1, decay: 0 };
  /** Factor of the concentrations 1 to 12 windows ahead. */
  precision: Float64Array = new Float64Array();

  /** The decay that is kept; null: fitted. */
  protected abstract get fixedDecay(): number | null;

  protected override learn(windows: InterestWindows): Promise<void> {
    this.mean = populationMean(windows);
    const some = someUsers(windows, USERS_FOR_DISCOUNTING, 1);
    this.discounting = fitDiscounting(some, this.mean, this.fixedDecay);
    const few = someUsers(windows, USERS_FOR_PRECISION, 1);
    const size = this.mean.length;
    const made = new Float64Array(few.users.length * few.windowCount * size);
    visitDiscounted(few, this.discounting.decay, (user, window, discounted) => {
      made.set(this.concentrations(discounted), (user * few.windowCount + window) * size);
    });
    this.precision = fitPrecision(few, (user, window) => {
      const start = (user * few.windowCount + window) * size;
      return made.subarray(start, start + size);
    });
    return Promise.resolve();
  }

  /** @param discounted - shape [interests] */
  concentrations(discounted: ArrayLike<number>): Float64Array {
    const { priorWeight } = this.discounting;
    return this.mean.map((m, k) => priorWeight * m + discounted[k]);
  }

  protected override predict(
    windows: InterestWindows,
    { horizonCount }: Required<ForecastOptions>,
  ): InterestForecast {
    const size = windows.interests.length;
    const last = new Float64Array(windows.users.length * size);
    visitDiscounted(windows, this.discounting.decay, (user, window, discounted) => {
      if (window === windows.windowCount - 1)
        last.set(this.concentrations(discounted), user * size);
    });
    const horizons = Array.from({ length: horizonCount }, (_, h) =>
      dirichletDistribution(
        windows,
        Float32Array.from(last, (concentration) => this.precision[h] * concentration),
      ),
    );
    return { horizons, samples: null };
  }

  protected override state(): ModelState {
    const { mean, precision, discounting } = this;
    return { arrays: { mean, precision }, settings: { discounting } };
  }

  protected override restore({ arrays, settings }: ModelState): void {
    this.mean = arrays.mean as Float64Array;
    this.precision = arrays.precision as Float64Array;
    this.discounting = settings.discounting as Discounting;
  }
}
