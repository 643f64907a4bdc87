// The drifting world on which forecasts are held against the truth, and what is made of it.
import { cutWindows, type InterestWindows } from "../lib/evolution";
import { type InterestDistribution } from "../lib/interests";
import { denseMatrix } from "../lib/matrices";
import {
  itemsByPeriod,
  ParticleFilter,
  periodOf,
  simulate,
  type SimulatedWorld,
  trueDistribution,
} from "../lib/simulation";

/** Windows that forecasters see; the next ones are forecast. */
export const KNOWN_WINDOWS = 12;

/**
 * Twenty interests of 10,000 users, four interactions in a window of 30 days (as in the default
 * world), a walk of 0.25 in log-odds a window, a yearly season, and one user in five who becomes
 * another person within two years. Items serve one interest each, and none is silent: what a
 * forecast can't know from the log isn't scored. Popular items are shown more often, as by default.
 */
export const DRIFTING_WORLD = {
  seed: 42,
  silentInterestCount: 0,
  interestsPerItem: 1,
  periodCount: 24,
  days: 720,
  seasonPeriods: 12,
  interactionsPerUser: 100,
  driftPerPeriod: 0.25,
  changeProbability: 0.2,
} as const;

export interface DriftingWorld {
  readonly simulated: SimulatedWorld;
  /** All 24 windows; counts corrected by the known chance that what serves an interest is shown. */
  readonly windows: InterestWindows;
}

export function driftingWorld(userCount: number): DriftingWorld {
  const simulated = simulate({ ...DRIFTING_WORLD, userCount });
  const { config, shelves } = simulated.world;
  const visible = shelves[0].map((shelf) => shelf.visible);
  const mean = visible.reduce((sum, share) => sum + share, 0) / visible.length;
  const windows = cutWindows(simulated.interactions, simulated.truth.space, {
    windows: { kind: "calendar", days: config.days / config.periodCount },
    startMs: config.startMs,
    endMs: config.startMs + config.days * 86_400_000,
    interestWeight: visible.map((share) => mean / share),
  });
  return { simulated, windows };
}

/** The first users' true interests in a window. */
export function truthOf(
  { simulated }: DriftingWorld,
  userCount: number,
  window: number,
): InterestDistribution {
  const everybody = Array.from({ length: userCount }, (_, user) => user);
  return trueDistribution(simulated, window).select(everybody);
}

/** The particle filter's forecasts of the first users, shape [horizons], each [users, interests]. */
export function filterForecasts(
  { simulated }: DriftingWorld,
  userCount: number,
  options: { particleCount: number; horizonCount: number },
): ReturnType<typeof denseMatrix>[] {
  const { world, interactions } = simulated;
  const K = world.config.interestCount;
  const rows = interactions.rowsByUser();
  const values = Array.from(
    { length: options.horizonCount },
    () => new Float32Array(userCount * K),
  );
  for (let user = 0; user < userCount; user++) {
    const choices = Array.from(rows[user], (row) => ({
      item: interactions.itemIndex[row],
      period: periodOf(world, interactions.timestampMs![row]),
    }));
    const filter = new ParticleFilter(world, { ...options, seed: user });
    for (const items of itemsByPeriod(world, choices).slice(0, KNOWN_WINDOWS)) filter.update(items);
    filter.forecast(options.horizonCount).forEach((mean, h) => {
      values[h].set(mean, user * K);
    });
  }
  return values.map((each) => denseMatrix(each, userCount, K));
}
