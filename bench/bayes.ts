// Bayesian interests on simulated worlds whose truth is known (`bayesWorlds.ts` has the settings):
// divergence from the truth beside the posterior mean under the simulator's own parameters, coverage
// of credible intervals beside their tolerance, and speed beside its limits.
import { REGIMES } from "./bayesWorlds";
import { type Comparison } from "./Comparison";

const node = (script: string, ...args: string[]) => ({
  command: [process.execPath, `dist/bench/${script}.js`, ...args],
});

/** A side that is a number: a limit or a tolerance. */
const limit = (value: number) => ({
  command: [process.execPath, "-e", `console.log(JSON.stringify({ value: ${value} }))`],
});

const common = {
  environment: null,
  ratio: "ours/peer",
  runs: 1,
  prepare: () => Promise.resolve(),
} as const;

const divergences: Comparison[] = Object.keys(REGIMES).map((regime) => ({
  ...common,
  name: `posterior KL, ${regime}`,
  unit: "nats",
  goal: 1.05,
  ours: () => node("posteriorOnce", regime, "ours"),
  peer: () => node("posteriorOnce", regime, "reference"),
}));

/** Users shown with each of the eight lengths: 5,000 with each for the first row, in all for the others. */
const coverageUsers = (regime: string, family: string): number =>
  regime === "still" && family === "LogisticNormal" ? 5000 : 625;

const coverages: Comparison[] = Object.keys(REGIMES).flatMap((regime) =>
  (
    [
      ["LogisticNormal", 0.02],
      ["DirichletMixture", 0.05],
    ] as const
  ).map(([family, tolerance]) => ({
    ...common,
    name: `coverage of 90 % intervals, ${regime}, ${family}`,
    unit: "miss",
    goal: 1,
    ours: () => node("coverageOnce", regime, family, `${coverageUsers(regime, family)}`),
    peer: () => limit(tolerance),
  })),
);

const speed = (name: string, what: string, unit: string, most: number): Comparison => ({
  ...common,
  name: `posterior speed, ${name}`,
  unit,
  goal: 1,
  ours: () => node("posteriorSpeedOnce", what),
  peer: () => limit(most),
});

const logs: Comparison[] = ["embedded", "ml-100k", "completejourney"].map((log) => ({
  ...common,
  name: `posterior log score of the next period, ${log}, smoothed history counts`,
  unit: "nats",
  goal: 1,
  ours: () => node("interestTable", log, "ours"),
  peer: () => node("interestTable", log, "peer"),
}));

const calibration: Comparison = {
  ...common,
  name: "coverage calibration, top-label error of calibrated models",
  unit: "ECE",
  goal: 1,
  ours: () => node("calibrationOnce"),
  peer: () => limit(0.02),
};

export const bayesComparisons: readonly Comparison[] = [
  ...divergences,
  ...coverages,
  calibration,
  ...logs,
  speed("prior, means and concentrations of 1 M users x 50 interests", "fit", "s", 10),
  speed("peak memory of the same", "memory", "GB", 4),
  speed("intervals of 10,000 users x 50 interests", "intervals", "s", 2),
];
