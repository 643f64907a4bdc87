import { RandomGenerator, sampleCategorical } from "../probability";
import {
  type Acquisition,
  type Candidate,
  candidateAt,
  candidatesAt,
  climbAcquisition,
} from "./climbAcquisition";
import { fitKernel, type SurrogateData, type SurrogateKernel } from "./fitKernel";
import { gaussianProcess, type SurrogatePosterior } from "./gaussianProcess";
import { logExpectedImprovement } from "./logExpectedImprovement";
import { randomUnits } from "./randomSampler";
import {
  costsOf,
  type SamplerOptions,
  type SearchDirection,
  type SearchSampler,
  type SearchTrial,
} from "./SearchSampler";
import { type SearchSpace } from "./SearchSpace";
import { SOBOL_DIMENSIONS, sobolPoint } from "./sobolPoint";
import { surrogateData } from "./surrogateData";
import { settingsAt, unitsOf } from "./TrialSettings";
import { warpCosts } from "./warpCosts";

/** Options of `gaussianProcessSampler`. */
export interface GaussianProcessOptions extends SamplerOptions {
  /** Trials drawn at random before the history is looked at. Default 10. */
  readonly startupTrials?: number;
  /** Quasi-random points at which a suggestion begins to search. Default 200. */
  readonly candidateCount?: number;
}

/** Local searches a suggestion: from the best trial, the best candidate, and drawn candidates. */
const CLIMBS = 4;

/**
 * Bayesian optimisation: a Gaussian process with a Matern 5/2 kernel and a length scale for each
 * parameter is fitted to the history; the trial with the largest expected improvement is next.
 *
 * Spaces may be mixed and conditional: two choices of a categorical parameter are as far apart as
 * any other two; inactive parameters are masked (`surrogatePointOf`). Of the poor half of the trials
 * only the ranks count (`warpCosts`). Up to 60 trials the kernel is fitted afresh for every
 * suggestion, from there on each time the history has grown by a tenth (from 100 on, a fifth), to
 * the trials of that moment: a suggestion stays a function of seed and history. For up to about a
 * thousand trials: its time grows with their square, a fit's with their cube.
 *
 * @throws RangeError if an option is out of range
 * @see Jones, Schonlau and Welch (1998), Efficient global optimization of expensive black-box
 *   functions, doi:10.1023/A:1008306431147
 */
export function gaussianProcessSampler(
  space: SearchSpace,
  options: GaussianProcessOptions = {},
): SearchSampler {
  const { seed = 1, direction = "minimize", startupTrials = 10, candidateCount = 200 } = options;
  for (const [name, count] of Object.entries({ startupTrials, candidateCount })) {
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RangeError(`gaussianProcessSampler requires ${name} of at least 1, got ${count}`);
    }
  }
  const stream = new RandomGenerator(seed).fork("Gaussian process");
  const kernelFor = rememberedKernel(space, direction);
  const suggest: SearchSampler["suggest"] = (history) => {
    const random = stream.fork(history.length);
    if (history.length < startupTrials) return settingsAt(space, randomUnits(space, random));
    const data = warpedData(space, history, direction);
    const acquisition = improvementOver(data, kernelFor(history));
    const even = evenUnits(space, random);
    const candidates = candidatesAt(
      space,
      acquisition,
      Array.from({ length: candidateCount }, (_, index) => even(index)),
    );
    const starts = [
      candidateAt(space, acquisition, bestUnits(space, history, data.targets, random)),
      ...drawStarts(candidates, random),
    ];
    const ends = starts.map((start) => climbAcquisition(space, acquisition, start));
    return settingsAt(space, highest(ends).units);
  };
  return { learns: true, suggest };
}

/** What the surrogate learns from: poor costs are told apart by their rank alone. */
function warpedData(
  space: SearchSpace,
  history: readonly SearchTrial[],
  direction: SearchDirection,
): SurrogateData {
  return surrogateData(space, history, warpCosts(costsOf(history, direction)));
}

/** Of a shifted Sobol sequence; of random points where there are too many dimensions for it. */
function evenUnits(space: SearchSpace, random: RandomGenerator): (index: number) => Float64Array {
  const count = Object.keys(space).length;
  if (count > SOBOL_DIMENSIONS) return (index) => randomUnits(space, random.fork(index));
  const shifts = random.fork("shift");
  const shift = Array.from({ length: count }, () => shifts.uint32());
  return (index) => sobolPoint(index, count, shift);
}

/** The kernel of the trials that it is due to be fitted to; the last fit is kept. */
function rememberedKernel(
  space: SearchSpace,
  direction: SearchDirection,
): (history: readonly SearchTrial[]) => SurrogateKernel {
  let last: { readonly key: string; readonly kernel: SurrogateKernel } | null = null;
  return (history) => {
    const known = history.slice(0, fittedLength(history.length));
    const key = JSON.stringify(known);
    if (last?.key !== key) {
      last = { key, kernel: fitKernel(warpedData(space, known, direction)) };
    }
    return last.kernel;
  };
}

/** How many of so many trials the kernel is fitted to. */
export function fittedLength(trialCount: number): number {
  if (trialCount <= 60) return trialCount;
  let length = 60;
  for (let next = length; next <= trialCount;) {
    length = next;
    next = Math.ceil((next * (next < 100 ? 11 : 12)) / 10);
  }
  return length;
}

/** Improvement over the lowest cost seen. */
function improvementOver(data: SurrogateData, kernel: SurrogateKernel): Acquisition {
  const process = gaussianProcess(data, kernel);
  const best = data.targets.reduce((least, cost) => Math.min(least, cost), Infinity);
  const improvement = ({ mean, variance }: SurrogatePosterior): number =>
    logExpectedImprovement(mean, Math.sqrt(variance), best).value;
  return {
    at: (point) => improvement(process.at(point)),
    atAll: (points) => process.atAll(points).map(improvement),
    slopeAt: (point) => {
      const { mean, variance, meanGradient, varianceGradient } = process.slopeAt(point);
      const deviation = Math.sqrt(variance);
      const { value, byMean, byDeviation } = logExpectedImprovement(mean, deviation, best);
      const gradient = meanGradient.map(
        (slope, p) => byMean * slope + (byDeviation * varianceGradient[p]) / (2 * deviation),
      );
      return { value, gradient };
    },
  };
}

/** Where the best trial was; its inactive parameters anywhere, should they become active. */
function bestUnits(
  space: SearchSpace,
  history: readonly SearchTrial[],
  costs: Float64Array,
  random: RandomGenerator,
): Float64Array {
  const anywhere = randomUnits(space, random.fork("inactive"));
  const best = costs.indexOf(Math.min(...costs));
  return unitsOf(space, history[best].settings).map((unit, p) =>
    Number.isNaN(unit) ? anywhere[p] : unit,
  );
}

/** The best candidate, and others with probability in proportion to their improvement. */
function drawStarts(candidates: readonly Candidate[], random: RandomGenerator): Candidate[] {
  const best = highest(candidates);
  const draws = random.fork("starts");
  const weights = candidates.map(({ value }) => Math.exp(value - best.value));
  const starts = [best];
  weights[candidates.indexOf(best)] = 0;
  while (starts.length < CLIMBS - 1 && weights.some((weight) => weight > 0)) {
    const chosen = sampleCategorical(draws, weights);
    starts.push(candidates[chosen]);
    weights[chosen] = 0;
  }
  return starts;
}

function highest(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((best, other) => (other.value > best.value ? other : best));
}
