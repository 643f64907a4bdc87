// What the kept scores of forecasters say, for bench/results.json and docs/forecasts.md.
import { driftOf, meanOf, type WorldScores } from "./forecastScores";
import { driftingWorld } from "./forecastWorld";
import { isScored, keptScores, NETWORKS, SIMPLE } from "./keptScores";

interface FilterScores extends WorldScores {
  readonly particleCount: number;
  /** Least and median of users. */
  readonly effective: readonly number[];
}

export interface JourneyScores {
  readonly logScore: number;
  readonly skill: number;
  readonly low: number;
  readonly high: number;
  readonly userCount: number;
}

/** What docs/forecasts.md shows: forecasters that were scored. */
export interface ForecastSummary {
  readonly users: number;
  /** Least and largest drift of each group of users, nats. */
  readonly drift: readonly (readonly [number, number])[];
  readonly filters: readonly {
    readonly particles: number;
    readonly divergence: readonly number[];
    readonly effective: readonly number[];
  }[];
  readonly world: readonly {
    readonly forecaster: string;
    /** By horizon, nats. */
    readonly divergence: readonly number[];
    /** Of the gap from persistence to the particle filter, by horizon. */
    readonly share: readonly number[];
    /** One window ahead, by group of drift. */
    readonly shareByDrift: readonly number[];
    /** By horizon. */
    readonly coverage: readonly number[];
    readonly delay: WorldScores["delay"];
  }[];
  readonly journey: readonly (JourneyScores & { readonly forecaster: string })[];
}

const onWorld = (name: string): WorldScores => keptScores("world", name) as WorldScores;
const onJourney = (name: string): JourneyScores => keptScores("journey", name) as JourneyScores;

/** Share of the gap from persistence to the particle filter that some users' forecasts close. */
function shareAmong(name: string, horizon: number, users: readonly number[] | null): number {
  const mean = (one: string): number => {
    const all = onWorld(one).divergence[horizon - 1];
    return meanOf(users ? users.map((user) => all[user]) : all);
  };
  const persistence = mean("Persistence");
  return (persistence - mean(name)) / (persistence - mean("ParticleFilter"));
}

/** The share one window ahead. */
export function shareOf(name: string): number {
  return shareAmong(name, 1, null);
}

/** The log score a week ahead, nats. */
export function journeyScore(name: string): number {
  return onJourney(name).logScore;
}

const scoredOn = (log: string, names: readonly string[]): string[] =>
  names.filter((name) => isScored(log, name));

const DRIFT_GROUPS = 4;
const digits = (value: number): number => +value.toPrecision(4);

export function summary(): string {
  const drift = driftOf(driftingWorld(10_000));
  const order = Array.from(drift.keys()).sort((a, b) => drift[a] - drift[b]);
  const groups = Array.from({ length: DRIFT_GROUPS }, (_, group) => {
    const at = (part: number): number => Math.round((part * order.length) / DRIFT_GROUPS);
    return order.slice(at(group), at(group + 1));
  });
  const filters = scoredOn("world", ["ParticleFilter250", "ParticleFilter1000"]).map((name) => {
    const { particleCount, divergence, effective } = keptScores("world", name) as FilterScores;
    return {
      particles: particleCount,
      divergence: divergence.map((users) => digits(meanOf(users))),
      effective: effective.map(digits),
    };
  });
  const made: ForecastSummary = {
    users: drift.length,
    drift: groups.map((users) => [digits(drift[users[0]]), digits(drift[users.at(-1)!])]),
    filters,
    world: scoredOn("world", [...SIMPLE, ...NETWORKS, "ParticleFilter"]).map((forecaster) => {
      const { divergence, coverage, delay } = onWorld(forecaster);
      return {
        forecaster,
        divergence: divergence.map((users) => digits(meanOf(users))),
        share: divergence.map((_, h) => digits(shareAmong(forecaster, h + 1, null))),
        shareByDrift: groups.map((users) => digits(shareAmong(forecaster, 1, users))),
        coverage: coverage.map(digits),
        delay: delay && { ...delay, windows: digits(delay.windows) },
      };
    }),
    journey: scoredOn("journey", [...SIMPLE, ...NETWORKS]).map((forecaster) => ({
      forecaster,
      ...onJourney(forecaster),
    })),
  };
  return `${JSON.stringify(made, null, 2)}\n`;
}
