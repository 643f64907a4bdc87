import { permutation, RandomGenerator, sampleNormal } from "../../probability";
import { type ChoiceEvidence } from "./ChoiceEvidence";
import { pauseToInterrupt } from "../pauseToInterrupt";
import { type FitOptions } from "../Model";
import { type LogisticNormalPrior, logisticNormalPrior } from "./LogisticNormalPrior";
import { LogitSampler, type WeightedDraws } from "./LogitSampler";
import { moveDraws } from "./moveDraws";
import { type SegmentShares } from "./segmentShares";

/** Added to shares, so that what a segment never chose is possible. */
const LEAST_SHARE = 1e-4;
/** Draws of logits by which the start's means are found. */
const START_DRAWS = 400;
const START_ITERATIONS = 20;
/** Steps of means are lengthened by its inverse, at most. */
const LEAST_INFORMATION = 1 / 8;

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
 * drawn from their posterior, and the prior goes a step towards the draws' moments. Unlike the
 * sources, means move by that step over the share of information that choices give, dimension by
 * dimension, and the covariance around them by the plain step.
 *
 * @param evidences - of users with choices
 * @param start - segments of the dimensions to start from
 * @see Delyon, Lavielle and Moulines (1999), Convergence of a stochastic approximation version of
 *   the EM algorithm, doi:10.1214/aos/1018031103
 * @see Louis (1982), Finding the observed information matrix when using the EM algorithm,
 *   doi:10.1111/j.2517-6161.1982.tb01203.x
 */
export async function fitLogisticNormal(
  evidences: readonly ChoiceEvidence[],
  start: SegmentShares,
  options: FitLogisticNormalOptions,
): Promise<LogisticNormalPrior> {
  const { seed, iterations, batchSize, drawCount } = options;
  const random = new RandomGenerator(seed).fork("fitLogisticNormal");
  let prior = startingPrior(start, options.visibility, random);
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
      addDraws(seen, prior, moveDraws(sampler, evidence, draws, drawCount, random), 1 / size);
    }
    // Early iterations forget: they come from a prior that is still far off.
    const rate = Math.max(1 / (iteration + 1), Math.min(0.5, 3 / (iteration + 1)));
    prior = improved(prior, seen, rate, options.correlated);
    options.onProgress?.({ unit: "iteration", done: iteration + 1, total: iterations });
    await pauseToInterrupt(options.signal);
  }
  return centred(prior);
}

/** What the draws of some users say of the prior that they come from, per user. */
interface Moments {
  /** Of each component, shape [components]. */
  readonly weight: Float64Array;
  /** Of the way from the component's mean, shape [components][D]. */
  readonly shift: Float64Array[];
  /** Of that way's square, shape [D, D]. */
  readonly scatter: Float64Array;
  /** Of what a user's choices leave open: the variance within the user, shape [components][D]. */
  readonly open: Float64Array[];
}

function emptyMoments(G: number, D: number): Moments {
  const rows = (): Float64Array[] => Array.from({ length: G }, () => new Float64Array(D));
  return {
    weight: new Float64Array(G),
    shift: rows(),
    scatter: new Float64Array(D * D),
    open: rows(),
  };
}

/** Adds one user's draws, each of the same weight. */
function addDraws(
  { weight, shift, scatter, open }: Moments,
  { means }: LogisticNormalPrior,
  { logits, peaks, peak }: WeightedDraws,
  times: number,
): void {
  const D = means[0].length;
  const each = times / peak.length;
  const away = new Float64Array(D);
  // By peak: number of draws, and sums of their ways and of the ways' squares.
  const own = peaks.map(() => ({
    count: 0,
    sum: new Float64Array(D),
    square: new Float64Array(D),
  }));
  for (let draw = 0; draw < peak.length; draw++) {
    const mean = means[peaks[peak[draw]].component];
    const { sum, square } = own[peak[draw]];
    own[peak[draw]].count++;
    for (let d = 0; d < D; d++) {
      away[d] = logits[draw * D + d] - mean[d];
      sum[d] += away[d];
      square[d] += away[d] * away[d];
      for (let e = 0; e <= d; e++) scatter[d * D + e] += each * away[d] * away[e];
    }
  }
  own.forEach(({ count, sum, square }, place) => {
    const g = peaks[place].component;
    weight[g] += each * count;
    for (let d = 0; d < D; d++) {
      shift[g][d] += each * sum[d];
      // Unbiased for two draws and more; of a single one nothing is known.
      if (count > 1) open[g][d] += (each * count * (square[d] - sum[d] ** 2 / count)) / (count - 1);
    }
  });
}

/**
 * The prior a step further towards what was seen of it, with 1e-3 added to the variances.
 *
 * Where choices leave most of a logit open, its mean hardly moves by the plain step: most of what
 * is drawn is what the prior said. The step is divided by the share of information that choices
 * give (Louis' formula by dimensions), down to `LEAST_INFORMATION`.
 */
function improved(
  { weights, means, covariance }: LogisticNormalPrior,
  { weight, shift, scatter, open }: Moments,
  rate: number,
  correlated: boolean,
): LogisticNormalPrior {
  const D = means[0].length;
  const nextWeights = weights.map((w, g) => w + rate * (weight[g] - w));
  const next = covariance.map((c, place) => {
    const [d, e] = [Math.floor(place / D), place % D];
    if (d === e) return c + rate * (scatter[place] + 1e-3 - c);
    return correlated ? c + rate * (scatter[Math.max(d, e) * D + Math.min(d, e)] - c) : 0;
  });
  const nextMeans = means.map((mean, g) => {
    if (weight[g] === 0) return mean;
    const steps = shift[g].map((sum) => (rate * sum) / nextWeights[g]);
    for (let d = 0; d < D; d++) {
      for (let e = 0; e < D; e++) {
        if (correlated || d === e) next[d * D + e] -= nextWeights[g] * steps[d] * steps[e];
      }
    }
    return mean.map((m, d) => {
      const information = 1 - open[g][d] / weight[g] / covariance[d * D + d];
      return m + steps[d] / Math.max(information, LEAST_INFORMATION);
    });
  });
  return logisticNormalPrior(nextWeights, nextMeans, next);
}

/** The same prior of interests, with components' means that are 0 on average. */
function centred({ weights, means, covariance }: LogisticNormalPrior): LogisticNormalPrior {
  const around0 = means.map((mean) => {
    const level = mean.reduce((sum, m) => sum + m, 0) / mean.length;
    return mean.map((m) => m - level);
  });
  return logisticNormalPrior(weights, around0, covariance);
}

/** Components of variance 1 under which what is seen has the segments' shares in the mean. */
function startingPrior(
  { weights, shares }: SegmentShares,
  visibility: ArrayLike<number>,
  random: RandomGenerator,
): LogisticNormalPrior {
  const D = shares[0].length;
  const around = Float64Array.from({ length: START_DRAWS * D }, () => sampleNormal(random));
  const means = shares.map((own) => {
    const seen = logitsOfMeans(
      own.map((share) => share + LEAST_SHARE),
      around,
    );
    const wanted = seen.map((x, d) => x - Math.log(visibility[d]));
    const level = wanted.reduce((sum, x) => sum + x, 0) / D;
    return wanted.map((x) => x - level);
  });
  const covariance = new Float64Array(D * D);
  for (let d = 0; d < D; d++) covariance[d * D + d] = 1;
  return logisticNormalPrior(weights, means, covariance);
}

/**
 * The logits m for which softmax(m + z) has the given means over draws z. Their logarithms alone
 * are too high for what few choose: the mean of e^z is above 1.
 *
 * @param draws - of z, shape [draws, D]
 */
function logitsOfMeans(shares: Float64Array, draws: Float64Array): Float64Array {
  const D = shares.length;
  const logits = shares.map(Math.log);
  const mean = new Float64Array(D);
  const odds = new Float64Array(D);
  for (let iteration = 0; iteration < START_ITERATIONS; iteration++) {
    mean.fill(0);
    for (let at = 0; at < draws.length; at += D) {
      let total = 0;
      for (let d = 0; d < D; d++) total += odds[d] = Math.exp(logits[d] + draws[at + d]);
      for (let d = 0; d < D; d++) mean[d] += (odds[d] / total) * (D / draws.length);
    }
    for (let d = 0; d < D; d++) logits[d] += Math.log(shares[d] / mean[d]);
  }
  return logits;
}
