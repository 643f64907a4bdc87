// Search on functions whose optimum is known: the median regret after 60 trials over 20 seeds
// beside Optuna's samplers and our own random search, and the time of one suggestion.
import { type Comparison } from "./Comparison";

const SEEDS = 20;
const TRIALS = 60;

const regretArgs = (f: string, sampler: string) => ["regret", f, sampler, `${SEEDS}`, `${TRIALS}`];

function regret(f: string, sampler: string, peer: string, goal: number): Comparison {
  const ours = (name: string) => [
    process.execPath,
    "dist/bench/searchOnce.js",
    ...regretArgs(f, name),
  ];
  return {
    name: `search ${f}, ${sampler}, ${peer === "random" ? "our random search" : `Optuna's ${peer}`}`,
    environment: "search",
    unit: "median regret",
    goal,
    ratio: "ours/peer",
    runs: 1,
    seedCount: SEEDS,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: ours(sampler) }),
    peer: (python) =>
      peer === "random"
        ? { command: ours("random") }
        : {
            command: [python, "bench/peers/search_optuna.py", ...regretArgs(f, peer)],
            isRepeatable: true,
          },
  };
}

/** Seconds of one suggestion, the mean of twenty, from 200 trials on and a cold start. */
function suggestion(sampler: string): Comparison {
  const args = ["overhead", "hartmann6", sampler, "20", "200"];
  return {
    name: `suggest hartmann6 at 200 trials, ${sampler}, Optuna's ${sampler}`,
    environment: "search",
    unit: "s",
    goal: null,
    ratio: "ours/peer",
    runs: 3,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/searchOnce.js", ...args] }),
    peer: (python) => ({ command: [python, "bench/peers/search_optuna.py", ...args] }),
  };
}

/** The same beside the limit of 50 ms. */
function suggestionLimit(sampler: string): Comparison {
  return {
    ...suggestion(sampler),
    name: `suggest hartmann6 at 200 trials, ${sampler}, limit`,
    environment: null,
    goal: 1,
    peer: () => ({ command: [process.execPath, "dist/bench/keptFigure.js", "0.05"] }),
  };
}

// "tpe" is Optuna's TPESampler as it comes, which in Optuna 5 is multivariate; "univariate" has
// multivariate=False, which knows conditional parameters.
const functions = ["branin", "hartmann6", "conditional"] as const;

export const searchComparisons: readonly Comparison[] = [
  ...functions.map((f) => regret(f, "tpe", "tpe", 1)),
  ...functions.map((f) => regret(f, "tpe", "univariate", 1)),
  ...functions.map((f) => regret(f, "gp", "gp", 1)),
  regret("hartmann6", "gp", "random", 0.2),
  suggestion("tpe"),
  suggestion("gp"),
  suggestionLimit("tpe"),
  suggestionLimit("gp"),
];
