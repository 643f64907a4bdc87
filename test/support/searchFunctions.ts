import { parseSearchSpace, type SearchSpace } from "../../lib/search/SearchSpace";
import { type SearchSampler, type SearchTrial } from "../../lib/search/SearchSampler";
import { type TrialSettings } from "../../lib/search/TrialSettings";

/** A function to minimise whose least value is known. */
export interface SearchFunction {
  readonly space: SearchSpace;
  readonly optimum: number;
  readonly valueOf: (settings: TrialSettings) => number;
}

/** @see Surjanovic and Bingham, https://www.sfu.ca/~ssurjano/branin.html */
export const branin: SearchFunction = {
  space: parseSearchSpace({
    x: { type: "float", low: -5, high: 10 },
    y: { type: "float", low: 0, high: 15 },
  }),
  optimum: 0.39788735772973816,
  valueOf: ({ x, y }) => {
    const [a, b] = [Number(x), Number(y)];
    const valley = b - (5.1 / (4 * Math.PI ** 2)) * a * a + (5 / Math.PI) * a - 6;
    return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) + 10;
  },
};

const A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const P = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];
const ALPHA = [1, 1.2, 3, 3.2];

function hartmann(x: readonly number[]): number {
  return -ALPHA.reduce((sum, alpha, i) => {
    const square = x.reduce((total, v, j) => total + A[i][j] * (v - 1e-4 * P[i][j]) ** 2, 0);
    return sum + alpha * Math.exp(-square);
  }, 0);
}

const unit = { type: "float", low: 0, high: 1 };

/** @see Surjanovic and Bingham, https://www.sfu.ca/~ssurjano/hart6.html */
export const hartmann6: SearchFunction = {
  space: parseSearchSpace({ x0: unit, x1: unit, x2: unit, x3: unit, x4: unit, x5: unit }),
  optimum: -3.322368011415515,
  valueOf: (settings) => hartmann([0, 1, 2, 3, 4, 5].map((i) => Number(settings[`x${i}`]))),
};

const switched = { ...unit, when: { parameter: "dimensions", is: ["six"] } };

/** Hartmann-6 whose last three dimensions are there only when switched on; 0.5 otherwise. */
export const conditionalHartmann6: SearchFunction = {
  space: parseSearchSpace({
    dimensions: { type: "categorical", choices: ["three", "six"] },
    ...{ x0: unit, x1: unit, x2: unit, x3: switched, x4: switched, x5: switched },
  }),
  optimum: hartmann6.optimum,
  valueOf: (settings) => hartmann([0, 1, 2, 3, 4, 5].map((i) => Number(settings[`x${i}`] ?? 0.5))),
};

/** How far the best of so many trials is from the optimum. */
export function regretOf(f: SearchFunction, sampler: SearchSampler, trialCount: number): number {
  const history: SearchTrial[] = [];
  let best = Infinity;
  for (let trial = 0; trial < trialCount; trial++) {
    const settings = sampler.suggest(history);
    if (!settings) break;
    const value = f.valueOf(settings);
    history.push({ settings, value });
    best = Math.min(best, value);
  }
  return best - f.optimum;
}

/** The median regret over seeds 1 .. seedCount. */
export function medianRegret(
  f: SearchFunction,
  samplerOf: (space: SearchSpace, options: { seed: number }) => SearchSampler,
  { seedCount, trialCount }: { seedCount: number; trialCount: number },
): number {
  const regrets = Array.from({ length: seedCount }, (_, index) =>
    regretOf(f, samplerOf(f.space, { seed: index + 1 }), trialCount),
  ).sort((a, b) => a - b);
  return (regrets[(seedCount - 1) >> 1] + regrets[seedCount >> 1]) / 2;
}
