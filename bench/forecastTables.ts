// The tables of docs/forecasts.md, from bench/forecast.json.
import { existsSync, readFileSync } from "node:fs";
import { type ForecastSummary } from "./forecastSummary";

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const AHEAD = [1, 2, 3, 6, 9, 12];
const share = (value: number): string => value.toFixed(2);
const nats = (value: number): string => value.toFixed(4);
const ahead = AHEAD.map((h) => `${h} ahead`);
const byHorizon = (values: readonly number[], print: (value: number) => string): string[] =>
  AHEAD.map((h) => print(values[h - 1]));

const TABLES: Readonly<Record<string, (all: ForecastSummary) => Table>> = {
  share: ({ world }) => ({
    head: ["forecaster", "KL 1 ahead, nats", ...ahead],
    rows: world.map(({ forecaster, divergence, share: closed }) => [
      ...[forecaster, nats(divergence[0])],
      ...byHorizon(closed, share),
    ]),
  }),
  drift: ({ world, drift }) => ({
    head: [
      "forecaster",
      ...drift.map(([from, to]) => `drift ${from.toFixed(2)} to ${to.toFixed(2)}`),
    ],
    rows: world.map(({ forecaster, shareByDrift }) => [forecaster, ...shareByDrift.map(share)]),
  }),
  coverage: ({ world }) => ({
    head: ["forecaster", ...ahead],
    rows: world.map(({ forecaster, coverage }) => [forecaster, ...byHorizon(coverage, share)]),
  }),
  delay: ({ world }) => ({
    head: ["forecaster", "changed users", "noticed", "mean delay, windows"],
    rows: world.flatMap(({ forecaster, delay }) =>
      delay ? [[forecaster, `${delay.changed}`, `${delay.noticed}`, delay.windows.toFixed(1)]] : [],
    ),
  }),
  particles: ({ filters }) => ({
    head: ["particles", ...ahead.map((h) => `KL ${h}`), "effective: least, median"],
    rows: filters.map(({ particles, divergence, effective }) => [
      ...[`${particles}`, ...byHorizon(divergence, nats)],
      effective.map((count) => count.toFixed(0)).join(", "),
    ]),
  }),
  journey: ({ journey }) => ({
    head: ["forecaster", "log score, nats", "skill", "95 % interval", "households"],
    rows: journey.map(({ forecaster, logScore, skill, low, high, userCount }) => [
      ...[forecaster, logScore.toFixed(4), skill.toFixed(4)],
      ...[`${low.toFixed(4)} to ${high.toFixed(4)}`, `${userCount}`],
    ]),
  }),
};

/** The table of a name; null where nothing was measured. */
export function forecastTable(name: string): Table | null {
  if (!existsSync("bench/forecast.json")) return null;
  return TABLES[name](JSON.parse(readFileSync("bench/forecast.json", "utf8")) as ForecastSummary);
}
