import {
  gammaQuantile,
  logGamma,
  normalCdf,
  type RandomGenerator,
  sampleNormal,
} from "../probability";
import { type World } from "./World";

/**
 * What a user's interests follow from: groups, and standard normal numbers. Simulator and
 * posterior share it; the posterior moves the numbers, whose prior is always normal(0, 1).
 */
export interface Latent {
  group: number;
  /** The first period of the other person, in 1..P - 1; 0: the user doesn't change. */
  changePeriod: number;
  /** The group after the change. */
  groupAfter: number;
  /**
   * K numbers for the start; K for the start after the change; K for each step of the walk.
   * Those of a feature that is off are missing.
   */
  readonly normals: Float64Array;
}

/** Where each feature's numbers begin in `Latent.normals`, and how many there are. */
export interface LatentLayout {
  readonly restart: number;
  readonly walk: number;
  readonly size: number;
}

export function latentLayout({ config }: Pick<World, "config">): LatentLayout {
  const K = config.interestCount;
  const restart = K;
  const walk = restart + (changes(config) ? K : 0);
  const size = walk + (config.driftPerPeriod > 0 ? K * (config.periodCount - 1) : 0);
  return { restart, walk, size };
}

/** Whether users may change into another person. */
export function changes(config: { changeProbability: number; periodCount: number }): boolean {
  return config.changeProbability > 0 && config.periodCount > 1;
}

/** A draw from the prior of what interests follow from. */
export function drawLatent(world: World, random: RandomGenerator): Latent {
  const { config, groupTable } = world;
  const changing = changes(config) && random.uniform() < config.changeProbability;
  const group = groupTable.sample(random);
  const changePeriod = changing ? 1 + random.below(config.periodCount - 1) : 0;
  const groupAfter = changes(config) ? groupTable.sample(random) : group;
  const normals = new Float64Array(latentLayout(world).size);
  for (let i = 0; i < normals.length; i++) normals[i] = sampleNormal(random);
  return { group, changePeriod, groupAfter, normals };
}

/**
 * A user's interests in each period.
 *
 *     theta(p) = softmax(eta(p)),  eta_k(p) = start_k + walk_k(p) + season_k(p)
 *
 * @param path - written into, shape [periods, interests]; rows sum to 1
 */
export function interestPath(world: World, latent: Latent, path: Float64Array): Float64Array {
  const { config, layout } = world;
  const K = config.interestCount;
  const { normals } = latent;
  const before = startScores(world, latent.group, normals, 0);
  const after =
    latent.changePeriod > 0
      ? startScores(world, latent.groupAfter, normals, layout.restart)
      : before;
  const walk = new Float64Array(K);
  for (let period = 0; period < config.periodCount; period++) {
    const start = latent.changePeriod > 0 && period >= latent.changePeriod ? after : before;
    const row = path.subarray(period * K, (period + 1) * K);
    for (let k = 0; k < K; k++) {
      if (period > 0 && config.driftPerPeriod > 0) {
        walk[k] += config.driftPerPeriod * normals[layout.walk + (period - 1) * K + k];
      }
      const angle = (2 * Math.PI * period) / config.seasonPeriods - world.seasonPhase[k];
      row[k] = start[k] + walk[k] + config.seasonAmplitude * Math.cos(angle);
    }
    softmaxInPlace(row);
  }
  return path;
}

/**
 * Log-odds of a user's start, up to a constant: normal around the group's centre, or the
 * logarithms of gamma variables (which make a Dirichlet draw) at the quantiles that the normal
 * numbers say.
 */
function startScores(
  world: World,
  group: number,
  normals: Float64Array,
  from: number,
): Float64Array {
  const { interestCount: K, prior, userSpread } = world.config;
  const scores = new Float64Array(K);
  for (let k = 0; k < K; k++) {
    const place = group * K + k;
    const normal = normals[from + k];
    scores[k] =
      prior === "dirichlet"
        ? logGammaQuantile(world.groupConcentration[place], normalCdf(normal))
        : world.groupCentre[place] + userSpread * normal;
  }
  return scores;
}

/** ln of the gamma quantile; by the first term of its series where the quantile would be 0. */
function logGammaQuantile(shape: number, probability: number): number {
  const firstTerm = (Math.log(Math.max(probability, 1e-300)) + logGamma(shape + 1)) / shape;
  if (firstTerm < -30) return firstTerm;
  return Math.log(gammaQuantile(shape, Math.min(probability, 1 - 1e-16)));
}

function softmaxInPlace(scores: Float64Array): void {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp(scores[i] - highest);
    sum += scores[i];
  }
  for (let i = 0; i < scores.length; i++) scores[i] /= sum;
}
