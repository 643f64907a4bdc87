import { above, completeConfig, type ModelState, orNull } from "../models";
import { nelderMead } from "../probability";
import { type ChangePointSettings, followRuns, type RunLengths } from "./changePoints";
import { populationMean, someUsers } from "./discountedCounts";
import { fitPrecision } from "./fitPrecision";
import { Forecaster, type ForecastOptions, type InterestForecast } from "./Forecaster";
import { dirichletDistribution, type InterestWindows } from "./InterestWindows";
import { outcomeWeight } from "./outcomeWeight";

export interface ChangePointConfig {
  /** Mean length of a run in windows; null: fitted. */
  readonly runWindows: number | null;
}

export const changePointDefaults: ChangePointConfig = { runWindows: null };

/** Learned: the prior's weight, the chance of a change at a window, the fading within a run. */
interface Fitted {
  readonly priorWeight: number;
  readonly hazard: number;
  readonly decay: number;
}

const USERS_FOR_FIT = 300;

/**
 * Remembers what the user did since the last change, as far as there seems to have been one: the
 * mean over all runs that may be going on, each by its chance, and the prior for who changes next.
 *
 *     p(t + h) = (1 - hazard)^h sum over runs P(run) mean(run) + (1 - (1 - hazard)^h) prior
 *
 * Hazard, the prior's weight and the fading within a run forecast the next window best.
 *
 * @see Adams and MacKay (2007), Bayesian online changepoint detection, arXiv:0710.3742
 */
export class ChangePointForecaster extends Forecaster<ChangePointConfig> {
  override readonly name = "ChangePoint";
  /** Shape [interests]. */
  mean: Float64Array = new Float64Array();
  precision: Float64Array = new Float64Array();
  #fit: Fitted = { priorWeight: 1, hazard: 0.05, decay: 1 };

  /** @throws RangeError if runs are not above one window */
  constructor(config: Partial<ChangePointConfig> = {}) {
    super(
      completeConfig("ChangePoint", config, changePointDefaults, { runWindows: orNull(above(1)) }),
    );
  }

  /** What change points are sought with: for `changePoints`. */
  get settings(): ChangePointSettings {
    const { priorWeight, hazard, decay } = this.#fit;
    return { prior: this.mean.map((m) => priorWeight * m), hazard, decay };
  }

  protected override learn(windows: InterestWindows): Promise<void> {
    this.mean = populationMean(windows);
    const some = someUsers(windows, USERS_FOR_FIT, 1);
    const { runWindows } = this.config;
    const at = ([logWeight, decay, hazard]: readonly number[]): Fitted => ({
      priorWeight: Math.exp(Math.min(8, Math.max(-5, logWeight))),
      decay: 1 / (1 + Math.exp(-decay)),
      hazard: runWindows === null ? 0.5 / (1 + Math.exp(-hazard)) : 1 / runWindows,
    });
    const { at: best } = nelderMead(
      (x) => {
        this.#fit = at(x);
        return this.#loss(some);
      },
      [1.5, 2, -2.5],
      [0.7, 1, 1],
      { tolerance: 1e-4, maxSteps: 40 },
    );
    this.#fit = at(best);
    const made = some.users.map((_, user) => this.#forecasts(some, user));
    this.precision = fitPrecision(some, (user, window) => made[user][window]);
    return Promise.resolve();
  }

  protected override predict(
    windows: InterestWindows,
    { horizonCount }: Required<ForecastOptions>,
  ): InterestForecast {
    const K = windows.interests.length;
    const concentrations = Array.from(
      { length: horizonCount },
      () => new Float32Array(windows.users.length * K),
    );
    for (let user = 0; user < windows.users.length; user++) {
      const now = this.#forecasts(windows, user)[windows.windowCount - 1];
      const total = now.reduce((sum, c) => sum + c, 0);
      concentrations.forEach((values, h) => {
        const stays = (1 - this.#fit.hazard) ** h;
        for (let k = 0; k < K; k++) {
          const mixed = stays * now[k] + (1 - stays) * total * this.mean[k];
          values[user * K + k] = this.precision[h] * mixed;
        }
      });
    }
    const horizons = concentrations.map((values) => dirichletDistribution(windows, values));
    return { horizons, samples: null };
  }

  /** Concentrations of the forecast of the next window after each, shape [windows][interests]. */
  #forecasts(windows: InterestWindows, user: number): Float64Array[] {
    const rows = Array.from({ length: windows.windowCount }, (_, window) =>
      windows.row(user, window),
    );
    const made: Float64Array[] = [];
    const { settings } = this;
    followRuns(rows, settings, (_, runs) => made.push(mixture(runs, settings)));
    return made;
  }

  #loss(windows: InterestWindows): number {
    let loss = 0;
    let weights = 0;
    for (let user = 0; user < windows.users.length; user++) {
      const made = this.#forecasts(windows, user);
      for (let window = 0; window + 1 < windows.windowCount; window++) {
        const next = windows.row(user, window + 1);
        const known = made[window].reduce((sum, c) => sum + c, 0);
        let total = 0;
        for (const count of next) total += count;
        if (total === 0) continue;
        const weight = outcomeWeight(total);
        next.forEach((count, k) => {
          if (count > 0) loss -= weight * count * Math.log(made[window][k] / known);
        });
        weights += weight * total;
      }
    }
    return weights === 0 ? 0 : loss / weights;
  }

  protected override state(): ModelState {
    return { arrays: { mean: this.mean, precision: this.precision }, settings: { fit: this.#fit } };
  }

  protected override restore({ arrays, settings }: ModelState): void {
    this.mean = arrays.mean as Float64Array;
    this.precision = arrays.precision as Float64Array;
    this.#fit = settings.fit as Fitted;
  }
}

/** The mean of the runs' forecasts and of the prior's, with the precision of the mean. */
function mixture(
  { chance, concentrations }: RunLengths,
  { prior, hazard }: ChangePointSettings,
): Float64Array {
  const mean = new Float64Array(prior.length);
  let precision = 0;
  const add = (weight: number, row: Float64Array): void => {
    let sum = 0;
    for (const c of row) sum += c;
    for (let k = 0; k < row.length; k++) mean[k] += (weight * row[k]) / sum;
    precision += weight * sum;
  };
  let kept = 0;
  chance.forEach((share, age) => {
    if (share === 0) return;
    kept += share;
    add(share * (1 - hazard), concentrations[age]);
  });
  add(kept * hazard, prior);
  return mean.map((m) => (m / kept) * (precision / kept));
}
