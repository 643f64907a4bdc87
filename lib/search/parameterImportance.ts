import { RandomGenerator } from "../probability";
import { fitKernel, type SurrogateData, type SurrogateKernel } from "./fitKernel";
import { gaussianProcess } from "./gaussianProcess";
import { costsOf, type SamplerOptions, type SearchTrial } from "./SearchSampler";
import { type SearchSpace } from "./SearchSpace";
import { SOBOL_DIMENSIONS, sobolPoint } from "./sobolPoint";
import { surrogateData } from "./surrogateData";
import { surrogatePointOf } from "./surrogatePoint";
import { settingsAt } from "./TrialSettings";

/** How much each parameter matters, according to a surrogate of the trials. */
export interface ParameterImportance {
  /** By name, from 0 to about 1; they sum to more than 1 where parameters act together. */
  readonly shares: Readonly<Record<string, number>>;
  /**
   * Of values held out of the surrogate's fit in five parts, the share of variance that it
   * foresees: near 0 (or below) it knows nothing, and the shares say nothing.
   */
  readonly explained: number;
}

/** Pairs of settings that shares are taken over. */
const PAIRS = 1024;

/** Parts that trials are held out in. */
const PARTS = 5;

/**
 * The share of the objective's variance over the space that is lost where a parameter is known to
 * none: its total effect in a functional analysis of variance, on a Gaussian process fitted to the
 * finished trials.
 *
 *     share_p = E[(f(a) - f(a with p of b))^2] / (2 Var f)
 *
 * @throws RangeError if fewer than 5 trials have a value
 * @see Jansen (1999), Analysis of variance designs for model output,
 *   doi:10.1016/S0010-4655(98)00154-4; Hutter, Hoos and Leyton-Brown (2014), An efficient approach
 *   for assessing hyperparameter importance, ICML
 */
export function parameterImportance(
  space: SearchSpace,
  history: readonly SearchTrial[],
  options: SamplerOptions = {},
): ParameterImportance {
  const { seed = 1, direction = "minimize" } = options;
  const known = history.filter(({ value }) => value !== null && Number.isFinite(value));
  if (known.length < PARTS) {
    throw new RangeError(
      `parameterImportance requires at least ${PARTS} trials with a value, got ${known.length}`,
    );
  }
  const data = surrogateData(space, known, costsOf(known, direction));
  const kernel = fitKernel(data);
  const { atAll } = gaussianProcess(data, kernel);
  const means = (places: readonly Float64Array[]): number[] =>
    atAll(places.map((units) => surrogatePointOf(space, settingsAt(space, units)))).map(
      ({ mean }) => mean,
    );
  const [a, b] = drawPairs(space, new RandomGenerator(seed).fork("importance"));
  const [atA, atB] = [means(a), means(b)];
  const variance = varianceOf([...atA, ...atB]);
  const shares = Object.keys(space).map((name, p): [string, number] => {
    const mixed = means(a.map((units, pair) => units.with(p, b[pair][p])));
    const lost = mixed.reduce((sum, value, pair) => sum + (value - atA[pair]) ** 2, 0) / PAIRS;
    return [name, variance > 0 ? lost / (2 * variance) : 0];
  });
  return { shares: Object.fromEntries(shares), explained: heldOutShare(data, kernel) };
}

/** Two points of the unit cube a pair, evenly spread where there aren't too many dimensions. */
function drawPairs(space: SearchSpace, random: RandomGenerator): [Float64Array[], Float64Array[]] {
  const count = Object.keys(space).length;
  const shifts = Array.from({ length: 2 * count }, () => random.uint32());
  const points = Array.from({ length: PAIRS }, (_, pair) =>
    2 * count <= SOBOL_DIMENSIONS
      ? sobolPoint(pair, 2 * count, shifts)
      : Float64Array.from(shifts, () => random.uniform()),
  );
  return [points.map((point) => point.slice(0, count)), points.map((point) => point.slice(count))];
}

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

function heldOutShare(data: SurrogateData, kernel: SurrogateKernel): number {
  const { points, targets } = data;
  let missed = 0;
  for (let part = 0; part < PARTS; part++) {
    const inside = points.flatMap((_, trial) => (trial % PARTS === part ? [] : [trial]));
    const outside = points.flatMap((_, trial) => (trial % PARTS === part ? [trial] : []));
    const rest = {
      ...data,
      points: inside.map((trial) => points[trial]),
      targets: Float64Array.from(inside, (trial) => targets[trial]),
    };
    const told = gaussianProcess(rest, kernel).atAll(outside.map((trial) => points[trial]));
    told.forEach(({ mean }, at) => (missed += (mean - targets[outside[at]]) ** 2));
  }
  // Targets have variance 1.
  return 1 - missed / points.length;
}
