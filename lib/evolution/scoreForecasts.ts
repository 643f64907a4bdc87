import { type InterestDistribution } from "../interests";
import { energyScore, intervalCoverage, jensenShannon, klDivergence, logScore } from "../metrics";
import { type Forecaster, type InterestForecast } from "./Forecaster";
import { drawFutures, forecastIntervals } from "./forecastIntervals";
import { type InterestWindows } from "./InterestWindows";

/** What is scored: forecasters fitted on no later windows than the origins. */
export interface ScoringPlan {
  readonly forecasters: readonly Forecaster[];
  /** All windows, those to be forecast too. */
  readonly windows: InterestWindows;
  /** Numbers of windows known when forecasts are made, each at least 1. */
  readonly origins: readonly number[];
  /** Windows ahead that are scored; beyond the last window nothing is. */
  readonly horizonCount: number;
  /** True interests in a window, from 0 on, where they are known. */
  readonly truth?: (windowIndex: number) => InterestDistribution;
  /** Futures that the energy score and intervals are taken over; default 100: fewer narrow the intervals. */
  readonly sampleCount?: number;
  /** Of the intervals; default 0.9. */
  readonly level?: number;
}

/** Scores of one forecaster so many windows ahead: one value a user, the mean over origins. */
export interface HorizonScores {
  readonly forecaster: string;
  readonly horizon: number;
  /** -ln of the probability of what the user did, nats; NaN where nothing was done. */
  readonly logScore: Float64Array;
  /** To the truth where it is known, else to the window's shares; nats. */
  readonly jensenShannon: Float64Array;
  /** KL(truth || forecast) in nats; NaN without a truth. */
  readonly klDivergence: Float64Array;
  /** To the truth where it is known, else to the window's shares. */
  readonly energyScore: Float64Array;
  /** Share of interests whose truth lies within the interval; NaN without a truth. */
  readonly intervalCoverage: Float64Array;
}

type ScoreName = Exclude<keyof HorizonScores, "forecaster" | "horizon">;

const SCORE_NAMES: readonly ScoreName[] = [
  "logScore",
  "jensenShannon",
  "klDivergence",
  "energyScore",
  "intervalCoverage",
];

/**
 * Scores forecasters by horizon, each on the same users, origins and windows.
 *
 * @returns one entry for each forecaster and horizon
 * @throws RangeError if an origin leaves no window to forecast
 */
export function scoreForecasts(plan: ScoringPlan): HorizonScores[] {
  const { windows, origins, horizonCount } = plan;
  const odd = origins.find((origin) => !(origin >= 1 && origin < windows.windowCount));
  if (odd !== undefined) {
    throw new RangeError(
      `scoreForecasts requires origins in [1, ${windows.windowCount - 1}], got ${odd}`,
    );
  }
  const entries = plan.forecasters.flatMap((forecaster) => {
    const means = Array.from({ length: horizonCount }, () => new ScoreMeans(windows.users.length));
    for (const origin of origins) {
      const reach = Math.min(horizonCount, windows.windowCount - origin);
      const forecast = forecaster.forecast(windows.until(origin), {
        horizonCount: reach,
        sampleCount: plan.sampleCount ?? 100,
      });
      for (let h = 1; h <= reach; h++) {
        means[h - 1].add(scoreOne(plan, forecast, h, origin + h - 1));
      }
    }
    return means.map((mean, h) => ({ forecaster: forecaster.name, horizon: h + 1, ...mean.all() }));
  });
  return entries;
}

function scoreOne(
  plan: ScoringPlan,
  forecast: InterestForecast,
  horizon: number,
  windowIndex: number,
): Record<ScoreName, Float64Array> {
  const distribution = forecast.horizons[horizon - 1];
  const outcomes = plan.windows.outcomes(windowIndex);
  const truth = plan.truth?.(windowIndex);
  const shares = truth?.probabilities ?? sharesOf(plan.windows, windowIndex);
  const happened = (values: Float64Array): Float64Array =>
    truth
      ? values
      : values.map((value, user) => (outcomes.rowColumns(user).length > 0 ? value : NaN));
  const none = (): Float64Array => new Float64Array(distribution.users.length).fill(NaN);
  const futures = drawFutures(forecast, horizon, { sampleCount: plan.sampleCount ?? 100 });
  return {
    logScore: logScore(distribution, outcomes),
    jensenShannon: happened(jensenShannon(shares, distribution.probabilities)),
    klDivergence: truth ? klDivergence(shares, distribution.probabilities) : none(),
    energyScore: happened(energyScore(futures, shares, { estimator: "fair" })),
    intervalCoverage: truth
      ? intervalCoverage(forecastIntervals(forecast, horizon, plan.level), shares)
      : none(),
  };
}

/** What each user did in a window, as shares; all alike where nothing was done. */
function sharesOf(
  windows: InterestWindows,
  windowIndex: number,
): InterestDistribution["probabilities"] {
  const K = windows.interests.length;
  const values = new Float32Array(windows.users.length * K);
  for (let user = 0; user < windows.users.length; user++) {
    const row = windows.row(user, windowIndex);
    const total = row.reduce((sum, count) => sum + count, 0);
    row.forEach((count, k) => (values[user * K + k] = total > 0 ? count / total : 1 / K));
  }
  return { values, rowCount: windows.users.length, columnCount: K };
}

/** Means over origins, by user; a user without a value at an origin is left out of that one. */
class ScoreMeans {
  readonly #sum: Record<ScoreName, Float64Array>;
  readonly #count: Record<ScoreName, Float64Array>;

  constructor(userCount: number) {
    const zeros = () =>
      Object.fromEntries(SCORE_NAMES.map((name) => [name, new Float64Array(userCount)])) as Record<
        ScoreName,
        Float64Array
      >;
    this.#sum = zeros();
    this.#count = zeros();
  }

  add(scores: Record<ScoreName, Float64Array>): void {
    for (const name of SCORE_NAMES) {
      scores[name].forEach((value, user) => {
        if (Number.isNaN(value)) return;
        this.#sum[name][user] += value;
        this.#count[name][user]++;
      });
    }
  }

  all(): Record<ScoreName, Float64Array> {
    return Object.fromEntries(
      SCORE_NAMES.map((name) => [
        name,
        this.#sum[name].map((sum, user) => sum / this.#count[name][user]),
      ]),
    ) as Record<ScoreName, Float64Array>;
  }
}
