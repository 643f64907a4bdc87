// The drifting world on which forecasts are held against the truth, and what is made of it.
import { cutWindows, type InterestForecast, type InterestWindows } from "../lib/evolution";
import { InterestDistribution } from "../lib/interests";
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

/** What the particle filter says of the first users, and how many of its particles count. */
export function filterForecast(
  { simulated, windows }: DriftingWorld,
  users: readonly number[],
  options: {
    particleCount: number;
    knownWindows: number;
    horizonCount: number;
    sampleCount: number;
  },
): { forecast: InterestForecast; effectiveCounts: number[] } {
  const { world, interactions } = simulated;
  const { horizonCount, sampleCount } = options;
  const K = world.config.interestCount;
  const rows = interactions.rowsByUser();
  const size = users.length * K;
  const empty = (count: number) => Array.from({ length: count }, () => new Float32Array(size));
  const means = empty(horizonCount);
  const samples = Array.from({ length: horizonCount }, () => empty(sampleCount));
  const effectiveCounts = users.map((user, row) => {
    const choices = Array.from(rows[user], (at) => ({
      item: interactions.itemIndex[at],
      period: periodOf(world, interactions.timestampMs![at]),
    }));
    const filter = new ParticleFilter(world, { ...options, seed: user });
    for (const items of itemsByPeriod(world, choices).slice(0, options.knownWindows)) {
      filter.update(items);
    }
    filter.forecast(horizonCount).forEach((mean, h) => means[h].set(mean, row * K));
    filter.futures(horizonCount, sampleCount).forEach((futures, h) => {
      futures.forEach((theta, s) => samples[h][s].set(theta, row * K));
    });
    return filter.effectiveCount;
  });
  const labels = windows.select(users);
  const horizons = means.map(
    (values) =>
      new InterestDistribution({
        users: labels.users,
        spaceName: labels.spaceName,
        interests: labels.interests,
        probabilities: denseMatrix(values, users.length, K),
      }),
  );
  const drawn = samples.map((futures) =>
    futures.map((values) => denseMatrix(values, users.length, K)),
  );
  return { forecast: { horizons, samples: sampleCount > 0 ? drawn : null }, effectiveCounts };
}
