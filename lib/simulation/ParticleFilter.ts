import { RandomGenerator, sampleNormal, softmax } from "../probability";
import { choiceLikelihood } from "./choiceLikelihood";
import { type Choice } from "./InterestPosterior";
import { type ScorePath } from "./PathApproximation";
import { HypothesisPaths } from "./HypothesisPaths";
import { changeHazard, groupCentre } from "./pathHypotheses";
import { seasonAt, softCounts } from "./softCounts";
import { type World } from "./World";

export interface ParticleFilterOptions {
  /** Default 500. */
  readonly particleCount?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** One guess of where a user stands. Log-odds are without the season. */
interface Particle {
  readonly scores: Float64Array;
  /** Sum of the walk's steps: what stays when the user changes. */
  readonly walk: Float64Array;
  readonly changed: boolean;
}

interface Weighted {
  readonly particles: readonly Particle[];
  /** Shape [particles]; they sum to 1. */
  readonly weights: Float64Array;
}

/**
 * Follows one user through the periods, knowing the simulator's own parameters: the best forecast
 * of the next periods' interests that the log allows, but for the error of a finite number of
 * particles.
 *
 * A particle is a whole history, drawn when a forecast is asked for: first who the user is (group,
 * and when changed into which), in proportion to Laplace's approximation of the evidence; then the
 * path of log-odds, from Laplace's approximation to its posterior. What the approximations leave
 * out is made good by weights, so that the forecast is exact in the limit of many particles.
 *
 * Rows of kinds, values, friends and segments aren't read, as in `posteriorMean`.
 *
 * @see Durbin and Koopman (1997), Monte Carlo maximum likelihood estimation for non-Gaussian state
 *   space models, doi:10.1093/biomet/84.3.669; Doucet, Godsill and Andrieu (2000), On sequential
 *   Monte Carlo sampling methods for Bayesian filtering, doi:10.1023/A:1008935410038
 */
export class ParticleFilter {
  /** The next period to be told of. */
  period = 0;
  #weighted: Weighted | null = null;
  readonly #items: (readonly number[])[] = [];
  readonly #world: World;
  readonly #random: RandomGenerator;
  readonly #particleCount: number;

  /** @throws RangeError if the world's prior isn't logistic-normal or nobody's start varies */
  constructor(world: World, options: ParticleFilterOptions = {}) {
    const { prior, userSpread } = world.config;
    if (prior !== "logistic-normal" || !(userSpread > 0)) {
      throw new RangeError(
        "ParticleFilter requires a logistic-normal prior with a userSpread above 0, " +
          `got ${prior} and ${userSpread}`,
      );
    }
    this.#world = world;
    this.#particleCount = options.particleCount ?? 500;
    this.#random = new RandomGenerator(options.seed ?? 1).fork("ParticleFilter");
  }

  /** Takes in what the user chose in the next period. */
  update(items: readonly number[]): void {
    this.#items.push(items);
    this.#weighted = null;
    this.period++;
  }

  /** How many equally weighted particles would be as good: from 1 to their number. */
  get effectiveCount(): number {
    const { weights } = this.#particles();
    return 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
  }

  /**
   * The mean interests of periods to come, under what was told so far.
   *
   * @returns one row for each period from the next on, shape [horizons][interests]; rows sum to 1
   */
  forecast(horizonCount: number): Float64Array[] {
    const { weights } = this.#particles();
    return this.#ahead(horizonCount).map((draws) => {
      const mean = new Float64Array(this.#world.config.interestCount);
      draws.forEach((theta, i) => theta.forEach((share, k) => (mean[k] += weights[i] * share)));
      return mean;
    });
  }

  /**
   * Equally likely futures under what was told so far.
   *
   * @returns shape [horizons][futures][interests]; future f of all horizons is one path
   */
  futures(horizonCount: number, futureCount: number): Float64Array[][] {
    const { weights } = this.#particles();
    const random = this.#random.fork("futures").fork(this.period);
    const chosen = systematic(weights, futureCount, random.uniform());
    return this.#ahead(horizonCount).map((draws) => chosen.map((i) => draws[i]));
  }

  /** Each particle's interests in periods to come, shape [horizons][particles][interests]. */
  #ahead(horizonCount: number): Float64Array[][] {
    const random = this.#random.fork("forecast").fork(this.period);
    let { particles } = this.#particles();
    return Array.from({ length: horizonCount }, (_, h) => {
      const period = this.period + h;
      if (period > 0) {
        particles = particles.map((particle) => wander(this.#world, particle, period, random));
      }
      const season = seasonAt(this.#world, period);
      return particles.map(({ scores }) => softmax(scores.map((score, k) => score + season[k])));
    });
  }

  #particles(): Weighted {
    return (this.#weighted ??= this.period === 0 ? this.#newcomers() : this.#followers());
  }

  #newcomers(): Weighted {
    const { config, groupTable } = this.#world;
    const random = this.#random.fork("newcomers");
    const particles = Array.from({ length: this.#particleCount }, () => ({
      scores: groupCentre(this.#world, groupTable.sample(random)).map((centre) =>
        sampleNormal(random, centre, config.userSpread),
      ),
      walk: new Float64Array(config.interestCount),
      changed: false,
    }));
    return { particles, weights: new Float64Array(particles.length).fill(1 / particles.length) };
  }

  #followers(): Weighted {
    const world = this.#world;
    const T = this.period;
    const random = this.#random.fork("followers").fork(T);
    const paths = new HypothesisPaths(world, softCounts(world, this.#items));
    const chance = paths.chances();
    const choices: Choice[] = this.#items.flatMap((items, period) =>
      items.map((item) => ({ item, period })),
    );
    const logLikelihood = choiceLikelihood(world, choices);
    const seasons = Array.from({ length: T }, (_, period) => seasonAt(world, period));
    const logWeights = new Float64Array(this.#particleCount);
    const chosen = systematic(chance, this.#particleCount, random.uniform());
    const particles = chosen.map((place, i) => {
      const { logPrior, change } = paths.hypotheses[place];
      const { path, logRatio } = paths.path(place).draw(random);
      const seen = logLikelihood(interestsOf(path, seasons));
      logWeights[i] = logPrior - Math.log(chance[place]) + logRatio + seen;
      const scores = Float64Array.from(path, (row) => row[T - 1]);
      // Who has changed doesn't change again, so the walk is needed no more.
      return { scores, walk: scores.map((score, k) => score - path[k][0]), changed: change < T };
    });
    return { particles, weights: softmax(logWeights) };
  }
}

/** theta, shape [periods, interests], of log-odds without season. */
function interestsOf(path: ScorePath, seasons: readonly Float64Array[]): Float64Array {
  const K = path.length;
  const theta = new Float64Array(seasons.length * K);
  seasons.forEach((season, t) => {
    theta.set(softmax(season.map((wave, k) => path[k][t] + wave)), t * K);
  });
  return theta;
}

/** A step of the walk, and perhaps a change, by the prior. */
function wander(
  world: World,
  particle: Particle,
  period: number,
  random: RandomGenerator,
): Particle {
  const { driftPerPeriod: drift, userSpread } = world.config;
  const changing = !particle.changed && random.uniform() < changeHazard(world, period);
  const step = particle.walk.map(() => sampleNormal(random, 0, drift));
  const walk = particle.walk.map((sum, k) => sum + step[k]);
  if (!changing) return { ...particle, walk, scores: particle.scores.map((s, k) => s + step[k]) };
  const centre = groupCentre(world, world.groupTable.sample(random));
  const scores = centre.map((score, k) => score + sampleNormal(random, 0, userSpread) + walk[k]);
  return { scores, walk, changed: true };
}

/** Places in proportion to their weights, each at most one more or less often than that. */
function systematic(weights: ArrayLike<number>, count: number, offset: number): number[] {
  let place = 0;
  let reached = weights[0];
  return Array.from({ length: count }, (_, i) => {
    while (reached < (i + offset) / count && place < weights.length - 1) {
      reached += weights[++place];
    }
    return place;
  });
}

/** Each period's items of one user, shape [periods][rows], for `update`. */
export function itemsByPeriod(world: World, choices: readonly Choice[]): number[][] {
  const periods = Array.from({ length: world.config.periodCount }, (): number[] => []);
  for (const { item, period } of choices) periods[period].push(item);
  return periods;
}
