import { type ModelState } from "../models";
import { populationMean, someUsers } from "./discountedCounts";
import { fitPrecision } from "./fitPrecision";
import { Forecaster, type ForecastOptions, type InterestForecast } from "./Forecaster";
import { dirichletDistribution, type InterestWindows } from "./InterestWindows";

/** Users on whom the precision is fitted. */
const USERS_FOR_PRECISION = 300;

/** Everybody is like the population: the forecast that knows nothing of the user. */
export class PopulationMean extends Forecaster {
  override readonly name = "PopulationMean";
  /** Shape [interests]. */
  mean: Float64Array = new Float64Array();
  /** Sum of the concentrations 1 to 12 windows ahead. */
  precision: Float64Array = new Float64Array();

  constructor() {
    super({});
  }

  protected override learn(windows: InterestWindows): Promise<void> {
    this.mean = populationMean(windows);
    this.precision = fitPrecision(someUsers(windows, USERS_FOR_PRECISION, 1), () => this.mean);
    return Promise.resolve();
  }

  protected override predict(
    windows: InterestWindows,
    { horizonCount }: Required<ForecastOptions>,
  ): InterestForecast {
    const size = this.mean.length;
    const horizons = Array.from({ length: horizonCount }, (_, h) => {
      const row = this.mean.map((m) => this.precision[h] * m);
      const concentrations = new Float32Array(windows.users.length * size);
      for (let user = 0; user < windows.users.length; user++) concentrations.set(row, user * size);
      return dirichletDistribution(windows, concentrations);
    });
    return { horizons, samples: null };
  }

  protected override state(): ModelState {
    return { arrays: { mean: this.mean, precision: this.precision }, settings: {} };
  }

  protected override restore({ arrays }: ModelState): void {
    this.mean = arrays.mean as Float64Array;
    this.precision = arrays.precision as Float64Array;
  }
}
