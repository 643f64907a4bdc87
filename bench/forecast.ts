// Forecasts of interests: how much of the gap between persistence and a particle filter that knows the
// simulator's parameters a forecaster closes; its log score on The Complete Journey; the LSTM's time.
import { spawnSync } from "node:child_process";
import { type Comparison } from "./Comparison";
import { isScored, NETWORKS, SIMPLE } from "./keptScores";

const once = (...args: readonly string[]): readonly string[] => [
  process.execPath,
  "dist/bench/forecastOnce.js",
  ...args,
];

/** Scores the forecasters that aren't scored yet: several comparisons read them. */
function prepare(mode: "world" | "journey"): Promise<void> {
  const all = [...SIMPLE, ...NETWORKS, ...(mode === "world" ? ["ParticleFilter"] : [])];
  const missing = all.filter((name) => !isScored(mode, name));
  if (missing.length > 0) {
    const [program, ...args] = once(mode, ...missing);
    const { status } = spawnSync(program, args, { stdio: "inherit" });
    if (status !== 0) throw new Error(`forecast requires ${mode} to be scored, got ${status}`);
  }
  return Promise.resolve();
}

/** The particle filter closes the whole gap: 0.8 of it is a ratio of 1.25. */
function gap(who: string, name: string, goal: number | null): Comparison {
  return {
    name: `forecast drifting world, share of the gap closed, ${who}`,
    environment: null,
    unit: "share",
    goal,
    ratio: "peer/ours",
    runs: 1,
    prepare: () => prepare("world"),
    ours: () => ({ command: once("share", name) }),
    peer: () => ({ command: once("share", "ParticleFilter") }),
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
  gap("best network", "neural", 1.25),
  gap("exponential mean", "ExponentialMean", null),
  gap("Kalman filter", "KalmanFilter", null),
  {
    name: "forecast The Complete Journey, next week's departments, best network, exponential mean",
    environment: null,
    unit: "nats",
    goal: 1,
    ratio: "ours/peer",
    runs: 1,
    prepare: () => prepare("journey"),
    ours: () => ({ command: once("score", "neural") }),
    peer: () => ({ command: once("score", "ExponentialMean") }),
  },
  seconds("fit", "learned to early stopping", 60),
  seconds("forecast", "forecast 3 windows ahead", 2),
];
