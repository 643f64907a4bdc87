import { permutation, RandomGenerator } from "../../probability";
import { type ChoiceEvidence } from "./ChoiceEvidence";
import { pauseToInterrupt } from "../pauseToInterrupt";
import { type FitOptions } from "../Model";
import { type LogisticNormalPrior, logisticNormalPrior } from "./LogisticNormalPrior";
import { LogitSampler } from "./LogitSampler";
import { moveDraws } from "./moveDraws";
import { type SegmentShares } from "./segmentShares";

/** Added to shares, so that what a segment never chose is possible. */
const LEAST_SHARE = 1e-4;

/** Options of `fitLogisticNormal`. */
export interface FitLogisticNormalOptions extends FitOptions {
  /** Whether interests may be correlated within a component. */
  readonly correlated: boolean;
  readonly seed: number;
  readonly iterations: number;
  /** Users of one iteration. */
  readonly batchSize: number;
  /** Draws for each of them. */
  readonly drawCount: number;
  /** How likely a want of each dimension is seen, shape [D]; the start is of what is seen. */
  readonly visibility: ArrayLike<number>;
}

/**
 * The mixture of logistic-normal priors under which the users' choices are most likely, by
 * stochastic approximation of expectation-maximisation: in each iteration some users' logits are
 * drawn from their posterior, and the moments of all draws so far, later ones weighing more, are
 * the next prior's.
 *
 * @param evidences - of users with choices
 * @param start - segments of the dimensions to start from
 * @see Delyon, Lavielle and Moulines (1999), Convergence of a stochastic approximation version of
 *   the EM algorithm, doi:10.1214/aos/1018031103
 */
export async function fitLogisticNormal(
  evidences: readonly ChoiceEvidence[],
  start: SegmentShares,
  options: FitLogisticNormalOptions,
): Promise<LogisticNormalPrior> {
  const { seed, iterations, batchSize, drawCount } = options;
  const random = new RandomGenerator(seed).fork("fitLogisticNormal");
  let prior = startingPrior(start, options.visibility);
  let moments = startingMoments(prior);
  let order = permutation(random, evidences.length);
  let next = 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const sampler = new LogitSampler(prior);
    const seen = emptyMoments(prior.weights.length, prior.means[0].length);
    const size = Math.min(batchSize, evidences.length);
    for (let user = 0; user < size; user++, next++) {
      if (next === order.length) {
        order = permutation(random, evidences.length);
        next = 0;
      }
      const evidence = evidences[order[next]];
      const draws = sampler.draw(evidence, drawCount, random);
      addDraws(seen, moveDraws(prior, evidence, draws, drawCount, random), 1 / size);
    }
    // Early iterations forget: they come from a prior that is still far off.
    const rate = Math.max(1 / (iteration + 1), Math.min(0.5, 3 / (iteration + 1)));
    moments = mixMoments(moments, seen, rate);
    prior = priorOfMoments(moments, options.correlated);
    options.onProgress?.({ unit: "iteration", done: iteration + 1, total: iterations });
    await pauseToInterrupt(options.signal);
  }
  return centred(prior);
}

/** Expected sums of the complete data, per user. */
interface Moments {
  readonly weight: Float64Array;
  /** Shape [components][D]. */
  readonly sum: Float64Array[];
  /** Around the components' means, shape [components][D, D]. */
  readonly square: Float64Array[];
}

function emptyMoments(G: number, D: number): Moments {
  return {
    weight: new Float64Array(G),
    sum: Array.from({ length: G }, () => new Float64Array(D)),
    square: Array.from({ length: G }, () => new Float64Array(D * D)),
  };
}

function addDraws(
  moments: Moments,
  { logits, component, weight }: ReturnType<LogitSampler["draw"]>,
  times: number,
): void {
  const D = moments.sum[0].length;
  for (let draw = 0; draw < weight.length; draw++) {
    const w = weight[draw] * times;
    if (w < 1e-12) continue;
    const g = component[draw];
    const at = draw * D;
    moments.weight[g] += w;
    const sum = moments.sum[g];
    const square = moments.square[g];
    for (let d = 0; d < D; d++) {
      const x = w * logits[at + d];
      sum[d] += x;
      for (let e = 0; e <= d; e++) square[d * D + e] += x * logits[at + e];
    }
  }
}

function mixMoments(before: Moments, seen: Moments, rate: number): Moments {
  const mix = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((x, i) => x + rate * (b[i] - x));
  return {
    weight: mix(before.weight, seen.weight),
    sum: before.sum.map((sum, g) => mix(sum, seen.sum[g])),
    square: before.square.map((square, g) => mix(square, seen.square[g])),
  };
}

/** Means of the components and the covariance within them, with 1e-3 added to its diagonal. */
function priorOfMoments(
  { weight, sum, square }: Moments,
  correlated: boolean,
): LogisticNormalPrior {
  const D = sum[0].length;
  const total = weight.reduce((a, b) => a + b, 0);
  const means = sum.map((s, g) => s.map((x) => (weight[g] > 0 ? x / weight[g] : 0)));
  const covariance = new Float64Array(D * D);
  for (let d = 0; d < D; d++) {
    for (let e = 0; e <= d; e++) {
      if (!correlated && d !== e) continue;
      let within = 0;
      square.forEach((s, g) => {
        within += s[d * D + e] - weight[g] * means[g][d] * means[g][e];
      });
      covariance[d * D + e] = covariance[e * D + d] = within / total + (d === e ? 1e-3 : 0);
    }
  }
  return logisticNormalPrior(
    weight.map((w) => w / total),
    means,
    covariance,
  );
}

function startingMoments({ weights, means, covariance }: LogisticNormalPrior): Moments {
  const D = means[0].length;
  return {
    weight: weights,
    sum: means.map((mean, g) => mean.map((x) => weights[g] * x)),
    square: means.map((mean, g) =>
      covariance.map(
        (c, place) => weights[g] * (c + mean[Math.floor(place / D)] * mean[place % D]),
      ),
    ),
  };
}

/** The same prior of interests, with components' means that are 0 on average. */
function centred({ weights, means, covariance }: LogisticNormalPrior): LogisticNormalPrior {
  const around0 = means.map((mean) => {
    const level = mean.reduce((sum, m) => sum + m, 0) / mean.length;
    return mean.map((m) => m - level);
  });
  return logisticNormalPrior(weights, around0, covariance);
}

/** Components where the segments have them, of variance 1. */
function startingPrior(
  { weights, shares }: SegmentShares,
  visibility: ArrayLike<number>,
): LogisticNormalPrior {
  const D = shares[0].length;
  const means = shares.map((own) => {
    const logs = own.map((share, d) => Math.log((share + LEAST_SHARE) / visibility[d]));
    const level = logs.reduce((sum, x) => sum + x, 0) / D;
    return logs.map((x) => x - level);
  });
  const covariance = new Float64Array(D * D);
  for (let d = 0; d < D; d++) covariance[d * D + d] = 1;
  return logisticNormalPrior(weights, means, covariance);
}
