import { type InterestDistribution } from "../interests";
import { type DenseMatrix } from "../matrices";
import {
  type FitOptions,
  type ModelFolder,
  type ModelState,
  readModelFolder,
  writeModelFolder,
} from "../models";
import { type InterestWindows } from "./InterestWindows";

/** What users' interests will be in the windows after the last known one. */
export interface InterestForecast {
  /** Of 1, 2, ... windows ahead; with a Dirichlet posterior, or the one that is as wide as the draws. */
  readonly horizons: readonly InterestDistribution[];
  /**
   * Equally likely futures, shape [horizons][samples], each [users, interests]: sample s of all
   * horizons is one path. Null where none were asked for, or the forecaster draws no paths.
   */
  readonly samples: readonly (readonly DenseMatrix[])[] | null;
}

export interface ForecastOptions {
  /** Windows ahead, from 1 to 12; default 1. */
  readonly horizonCount?: number;
  /** Futures kept by a forecaster that draws paths; default 0: none. */
  readonly sampleCount?: number;
  /** Of the draws; default 1. */
  readonly seed?: number;
}

/** The farthest forecast, in windows. */
export const LARGEST_HORIZON = 12;

/**
 * The contract of every forecaster: hyper-parameters in, `fit(windows)` learns how interests move,
 * `forecast(windows)` says what comes after the last of the windows given, for any users over the
 * same interests. So a forecaster fitted on some windows can be tried on later ones, or on users
 * it has never seen.
 */
export abstract class Forecaster<Config extends object = object> {
  /** The name in the registry. */
  abstract readonly name: string;
  readonly config: Readonly<Config>;
  #fitted: { interests: readonly string[]; startMs: number; windowCount: number } | null = null;

  constructor(config: Config) {
    this.config = Object.freeze({ ...config });
  }

  /** Learns from checked windows; starts afresh each time. */
  protected abstract learn(windows: InterestWindows, options: FitOptions): Promise<void>;

  /** Forecasts from checked windows. */
  protected abstract predict(
    windows: InterestWindows,
    options: Required<ForecastOptions>,
  ): InterestForecast;

  protected abstract state(): ModelState;

  protected abstract restore(state: ModelState): void;

  /**
   * Learns from windows. A second fit starts afresh.
   *
   * @throws RangeError if there are fewer than two windows, or nobody did anything
   */
  async fit(windows: InterestWindows, options: FitOptions = {}): Promise<this> {
    if (windows.windowCount < 2) {
      throw new RangeError(
        `${this.name}.fit requires at least 2 windows, got ${windows.windowCount}`,
      );
    }
    if (!windows.counts.some((count) => count > 0)) {
      throw new RangeError(`${this.name}.fit requires windows with interactions, got none`);
    }
    const bad = windows.counts.findIndex((count) => !(count >= 0 && Number.isFinite(count)));
    if (bad >= 0) {
      throw new RangeError(
        `${this.name}.fit requires counts of at least 0, got ${windows.counts[bad]}`,
      );
    }
    options.signal?.throwIfAborted();
    this.#fitted = null;
    await this.learn(windows, options);
    const { interests, edgesMs, windowCount } = windows;
    this.#fitted = { interests, startMs: edgesMs[0], windowCount };
    return this;
  }

  /**
   * What comes after the windows.
   *
   * @param windows - of any users; they begin where the fitted ones began
   * @throws RangeError if interests or start differ from the fitted ones', or the horizon is
   * outside [1, 12]
   */
  forecast(windows: InterestWindows, options: ForecastOptions = {}): InterestForecast {
    const { horizonCount = 1, sampleCount = 0, seed = 1 } = options;
    if (!this.#fitted) {
      throw new Error(`${this.name}.forecast requires a fitted forecaster, got one before fit`);
    }
    const { interests, startMs } = this.#fitted;
    if (interests.join("\n") !== windows.interests.join("\n") || startMs !== windows.edgesMs[0]) {
      throw new RangeError(
        `${this.name}.forecast requires windows over the fitted ${interests.length} interests ` +
          `from ${new Date(startMs).toISOString()}, got ${windows.interests.length} interests ` +
          `from ${new Date(windows.edgesMs[0]).toISOString()}`,
      );
    }
    if (!(Number.isInteger(horizonCount) && horizonCount >= 1 && horizonCount <= LARGEST_HORIZON)) {
      throw new RangeError(
        `${this.name}.forecast requires a horizon in [1, ${LARGEST_HORIZON}], got ${horizonCount}`,
      );
    }
    if (!(Number.isInteger(sampleCount) && sampleCount >= 0)) {
      throw new RangeError(
        `${this.name}.forecast requires a sampleCount of at least 0, got ${sampleCount}`,
      );
    }
    return this.predict(windows, { horizonCount, sampleCount, seed });
  }

  /** Writes the fitted forecaster to a folder of its own; `loadForecaster` reads it back. */
  async save(folder: string): Promise<void> {
    if (!this.#fitted) {
      throw new Error(`${this.name}.save requires a fitted forecaster, got one before fit`);
    }
    const { arrays, settings } = this.state();
    const values = { config: this.config, settings, fitted: this.#fitted };
    await writeModelFolder(folder, { name: this.name, values, arrays });
  }

  /**
   * Takes on what a forecaster of the same name and config has saved.
   *
   * @throws RangeError if the folder is of another forecaster or config, or was changed since
   */
  async load(saved: string | ModelFolder): Promise<this> {
    const { name, values, arrays } =
      typeof saved === "string" ? await readModelFolder(saved) : saved;
    const found = [name, JSON.stringify(values.config)].join(" ");
    const wanted = [this.name, JSON.stringify(this.config)].join(" ");
    if (found !== wanted) {
      throw new RangeError(`${this.name}.load requires a saved ${wanted}, got ${found}`);
    }
    this.restore({ arrays, settings: values.settings as ModelState["settings"] });
    this.#fitted = values.fitted as { interests: string[]; startMs: number; windowCount: number };
    return this;
  }
}
