// Forecasts of interests: how much of the gap between persistence and a particle filter that knows the
// simulator's parameters a forecaster closes; its log score on The Complete Journey; the LSTM's time.
import { spawnSync } from "node:child_process";
import { type Comparison } from "./Comparison";
import { isScored, NETWORKS } from "./keptScores";

const once = (...args: readonly string[]): readonly string[] => [
  process.execPath,
  "dist/bench/forecastOnce.js",
  ...args,
];

/** Scores those of some forecasters that aren't scored yet: several comparisons read them. */
function prepare(mode: "world" | "journey", names: readonly string[]): Promise<void> {
  const missing = names.filter((name) => !isScored(mode, name));
  if (missing.length > 0) {
    const [program, ...args] = once(mode, ...missing);
    const { status } = spawnSync(program, args, { stdio: "inherit" });
    if (status !== 0) throw new Error(`forecast requires ${mode} to be scored, got ${status}`);
  }
  return Promise.resolve();
}

/** The particle filter closes the whole gap: 0.8 of it is a ratio of 1.25. */
function gap(name: string, goal: number | null): Comparison {
  return {
    name: `forecast drifting world, share of the gap closed, ${name}`,
    environment: null,
    unit: "share",
    goal,
    ratio: "peer/ours",
    runs: 1,
    prepare: () => prepare("world", ["Persistence", "ParticleFilter", name]),
    ours: () => ({ command: once("share", name) }),
    peer: () => ({ command: once("share", "ParticleFilter") }),
  };
}

function journey(name: string): Comparison {
  return {
    name: `forecast The Complete Journey, next week's departments, ${name}, exponential mean`,
    environment: null,
    unit: "nats",
    goal: 1,
    ratio: "ours/peer",
    runs: 1,
    prepare: () => prepare("journey", ["ExponentialMean", name]),
    ours: () => ({ command: once("score", name) }),
    peer: () => ({ command: once("score", "ExponentialMean") }),
  };
}

function seconds(part: "fit" | "forecast", what: string, limit: number): Comparison {
  return {
    name: `forecast LSTM, 100,000 users x 12 windows, ${what}, within ${limit} s`,
    environment: null,
    unit: "s",
    goal: 1,
    ratio: "ours/peer",
    runs: 1,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: once("speed", part) }),
    peer: () => ({
      command: [process.execPath, "-e", `console.log(JSON.stringify({ value: ${limit} }))`],
    }),
  };
}

export const forecastComparisons: readonly Comparison[] = [
  gap("ExponentialMean", null),
  gap("KalmanFilter", null),
  ...NETWORKS.map((name) => gap(name, 1.25)),
  ...NETWORKS.map(journey),
  seconds("fit", "learned to early stopping", 60),
  seconds("forecast", "forecast 3 windows ahead", 2),
];
