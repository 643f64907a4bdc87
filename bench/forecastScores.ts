// What a forecast on the drifting world is worth: divergence, intervals, delay, by user and horizon.
import {
  type Forecaster,
  forecastIntervals,
  type InterestForecast,
  noticeDelay,
} from "../lib/evolution";
import { intervalCoverage, klDivergence } from "../lib/metrics";
import { trueDistribution } from "../lib/simulation";
import { type DriftingWorld, KNOWN_WINDOWS } from "./forecastWorld";

/** Users who are scored: the first of the world, the same for every forecaster. */
export const SCORED_USERS = 500;
export const HORIZONS = 12;
export const LEVEL = 0.9;

/** Futures that intervals are taken over. */
export const FUTURES = 200;

export interface WorldScores {
  /** KL(truth || forecast) in nats, shape [horizons][users]. */
  readonly divergence: readonly (readonly number[])[];
  /** Share of true probabilities within the intervals, by horizon. */
  readonly coverage: readonly number[];
  /** Of users who changed in a known window: who they are, who of them was noticed, and when. */
  readonly delay: { changed: number; noticed: number; windows: number } | null;
}

export const meanOf = (values: ArrayLike<number>): number => {
  let [sum, count] = [0, 0];
  for (const value of Array.from(values)) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
};

export const scoredUsers = (): number[] => Array.from({ length: SCORED_USERS }, (_, user) => user);

/** Scores of a forecast of the scored users after the known windows. */
export function scoresOnWorld(
  { simulated }: DriftingWorld,
  forecast: InterestForecast,
): Omit<WorldScores, "delay"> {
  const users = scoredUsers();
  const truths = forecast.horizons.map((_, h) =>
    trueDistribution(simulated, KNOWN_WINDOWS + h).select(users),
  );
  return {
    divergence: forecast.horizons.map((one, h) =>
      Array.from(klDivergence(truths[h], one), (value) => +value.toPrecision(6)),
    ),
    coverage: truths.map(({ probabilities }, h) =>
      meanOf(intervalCoverage(forecastIntervals(forecast, h + 1, LEVEL), probabilities)),
    ),
  };
}

/** Windows of a changed user's new behaviour until the forecast is nearer to the new person. */
export function delayOnWorld(
  { simulated, windows }: DriftingWorld,
  forecaster: Pick<Forecaster, "forecast">,
): WorldScores["delay"] {
  const { changePeriod } = simulated.truth;
  const users = scoredUsers().filter(
    (user) => changePeriod[user] > 0 && changePeriod[user] < KNOWN_WINDOWS,
  );
  const delay = noticeDelay(forecaster, windows.until(KNOWN_WINDOWS).select(users), {
    changeWindow: users.map((user) => changePeriod[user]),
    truth: (window) => trueDistribution(simulated, window).select(users),
  });
  const noticed = Array.from(delay).filter(Number.isFinite);
  return { changed: users.length, noticed: noticed.length, windows: meanOf(noticed) };
}

/** How far each scored user's true interests moved over the known windows, nats. */
export function driftOf({ simulated }: DriftingWorld): number[] {
  const users = scoredUsers();
  const at = (window: number) => trueDistribution(simulated, window).select(users);
  return Array.from(klDivergence(at(0), at(KNOWN_WINDOWS - 1)));
}
