import { RandomGenerator, sampleCategorical, sampleNormal, softmax } from "../probability";
import { approximateChoices, type NormalApproximation, type SoftCounts } from "./choiceCurvature";
import { choiceLikelihood } from "./choiceLikelihood";
import { changes } from "./interestPath";
import { type Choice } from "./InterestPosterior";
import { type World } from "./World";

export interface ParticleFilterOptions {
  /** Default 500. */
  readonly particleCount?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** One guess of a user's state. Log-odds are without the season. */
interface Particle {
  readonly scores: Float64Array;
  /** Sum of the walk's steps: what stays when the user changes. */
  readonly walk: Float64Array;
  readonly changed: boolean;
  logWeight: number;
}

/**
 * Follows one user through the periods, knowing the simulator's own parameters: the best forecast
 * of the next period's interests that the log allows, but for the error of a finite number of
 * particles.
 *
 * A particle is a guess of the log-odds, the walk so far, and whether the user has changed. It
 * moves by a draw from Laplace's approximation to the posterior given the period's choices, and
 * is weighted by what that leaves out; particles are resampled when fewer than half count.
 *
 * Rows of kinds, values, friends and segments aren't read, as in `posteriorMean`.
 *
 * @see Doucet, Godsill and Andrieu (2000), On sequential Monte Carlo sampling methods for Bayesian
 *   filtering, section II-D, doi:10.1023/A:1008935410038
 */
export class ParticleFilter {
  /** The next period to be told of. */
  period = 0;
  #particles: Particle[] = [];
  /** Who would start in the present period, by group, about the particles' mean walk. */
  #starts: Starts | null = null;
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
    const choices = items.map((item) => ({ item, period: 0 }));
    const observed = softCounts(this.#world, items, this.period);
    const season = seasonAt(this.#world, this.period);
    const logLikelihood = choiceLikelihood(this.#world, choices);
    const path = new Float64Array(season.length);
    const weigh = (particle: Particle): Particle => {
      if (items.length > 0) {
        particle.logWeight += logLikelihood(interestsOf(particle.scores, season, path));
      }
      return particle;
    };
    this.#starts = changeHazard(this.#world, this.period) > 0 ? this.#newcomers(observed) : null;
    this.#particles =
      this.period === 0
        ? this.#begin(observed).map(weigh)
        : this.#particles.map((particle) => weigh(this.#move(particle, observed)));
    this.period++;
    this.#resampleIfNeeded();
  }

  /**
   * The mean interests of periods to come, under what was told so far.
   *
   * @returns one row for each period from the next on, shape [horizons][interests]; rows sum to 1
   */
  forecast(horizonCount: number): Float64Array[] {
    const world = this.#world;
    const random = this.#random.fork("forecast").fork(this.period);
    const weights = softmax(this.#particles.map(({ logWeight }) => logWeight));
    let particles = this.#particles;
    const path = new Float64Array(world.config.interestCount);
    return Array.from({ length: horizonCount }, (_, h) => {
      const period = this.period + h;
      particles =
        period === 0
          ? this.#begin(softCounts(world, [], 0))
          : particles.map((particle) => wander(world, particle, period, random));
      const season = seasonAt(world, period);
      const mean = new Float64Array(path.length);
      particles.forEach(({ scores }, i) => {
        const theta = interestsOf(scores, season, path);
        for (let k = 0; k < mean.length; k++) {
          mean[k] += (period === 0 ? 1 / particles.length : weights[i]) * theta[k];
        }
      });
      return mean;
    });
  }

  #begin(observed: SoftCounts): Particle[] {
    const { userSpread, interestCount: K } = this.#world.config;
    const starts = startApproximations(this.#world, observed, userSpread ** 2);
    return Array.from({ length: this.#particleCount }, () => {
      const group = sampleCategorical(this.#random, starts.chance);
      const { sample, logRatio } = propose(
        starts.approximation[group],
        groupCentre(this.#world, group),
        userSpread ** 2,
        this.#random,
      );
      const logWeight = starts.logPrior[group] - Math.log(starts.chance[group]) + logRatio;
      return { scores: sample, walk: new Float64Array(K), changed: false, logWeight };
    });
  }

  /** Wide enough for every particle's walk, so that one approximation serves all as a proposal. */
  #newcomers(observed: SoftCounts): Starts {
    const { driftPerPeriod: drift, userSpread, interestCount: K } = this.#world.config;
    const weights = softmax(this.#particles.map(({ logWeight }) => logWeight));
    const walk = new Float64Array(K);
    this.#particles.forEach((particle, i) => {
      for (let k = 0; k < K; k++) walk[k] += weights[i] * particle.walk[k];
    });
    const variance = userSpread ** 2 + drift ** 2 * (this.period + 1);
    return startApproximations(this.#world, observed, variance, walk);
  }

  #move(particle: Particle, observed: SoftCounts): Particle {
    const random = this.#random;
    const { driftPerPeriod: drift, userSpread } = this.#world.config;
    const starts = particle.changed ? null : this.#starts;
    const hazard = changeHazard(this.#world, this.period);
    const variance = Math.max(drift ** 2, 1e-12);
    const stay = approximateChoices(observed, particle.scores, variance);
    if (!starts) return this.#stay(particle, stay, 0);
    const anew = userSpread ** 2 + drift ** 2;
    const odds = Math.log(hazard) + starts.logEvidence - Math.log1p(-hazard) - stay.logEvidence;
    const chance = Math.min(0.95, Math.max(hazard, 1 / (1 + Math.exp(-odds))));
    if (random.uniform() >= chance) {
      return this.#stay(particle, stay, Math.log1p(-hazard) - Math.log1p(-chance));
    }
    const group = sampleCategorical(random, starts.chance);
    const centre = groupCentre(this.#world, group).map((score, k) => score + particle.walk[k]);
    const { sample, logRatio } = propose(starts.approximation[group], centre, anew, random);
    const logPrior = Math.log(hazard) + starts.logPrior[group];
    const logProposal = Math.log(chance) + Math.log(starts.chance[group]);
    const logWeight = particle.logWeight + logPrior - logProposal + logRatio;
    // Who has changed doesn't change again, so the walk is needed no more.
    return { scores: sample, walk: particle.walk, changed: true, logWeight };
  }

  #stay(particle: Particle, stay: NormalApproximation, logChance: number): Particle {
    const { driftPerPeriod: drift } = this.#world.config;
    const variance = Math.max(drift ** 2, 1e-12);
    const { sample, logRatio } = propose(stay, particle.scores, variance, this.#random);
    const walk = particle.walk.map((sum, k) => sum + sample[k] - particle.scores[k]);
    const logWeight = particle.logWeight + logChance + logRatio;
    return { scores: sample, walk, changed: particle.changed, logWeight };
  }

  /** Systematic resampling. */
  #resampleIfNeeded(): void {
    const weights = softmax(this.#particles.map(({ logWeight }) => logWeight));
    const effective = 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
    if (effective > this.#particles.length / 2) return;
    const count = this.#particles.length;
    const offset = this.#random.uniform();
    let place = 0;
    let reached = weights[0];
    this.#particles = Array.from({ length: count }, (_, i) => {
      while (reached < (i + offset) / count && place < count - 1) reached += weights[++place];
      return { ...this.#particles[place], logWeight: 0 };
    });
  }
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
  const step = Float64Array.from(particle.walk, () => sampleNormal(random, 0, drift));
  const walk = particle.walk.map((sum, k) => sum + step[k]);
  if (!changing) return { ...particle, walk, scores: particle.scores.map((s, k) => s + step[k]) };
  const centre = groupCentre(world, world.groupTable.sample(random));
  const scores = centre.map((score, k) => score + sampleNormal(random, 0, userSpread) + walk[k]);
  return { ...particle, scores, walk, changed: true };
}

/** The chance that who hasn't changed before a period changes in it; each period is as likely. */
function changeHazard({ config }: World, period: number): number {
  if (!changes(config) || period < 1 || period >= config.periodCount) return 0;
  const each = config.changeProbability / (config.periodCount - 1);
  return Math.min(1 - 1e-9, each / (1 - each * (period - 1)));
}

interface Starts {
  readonly approximation: readonly NormalApproximation[];
  readonly logPrior: Float64Array;
  /** Of each group given the choices, shape [groups]. */
  readonly chance: Float64Array;
  readonly logEvidence: number;
}

/** What the choices say of somebody who starts now, by group. */
function startApproximations(
  world: World,
  observed: SoftCounts,
  variance: number,
  walk?: Float64Array,
): Starts {
  const logPrior = Float64Array.from(world.groupWeight, Math.log);
  const approximation = Array.from(logPrior, (_, group) => {
    const centre = groupCentre(world, group).map((score, k) => score + (walk?.[k] ?? 0));
    return approximateChoices(observed, centre, variance);
  });
  const logs = approximation.map(({ logEvidence }, group) => logPrior[group] + logEvidence);
  const highest = Math.max(...logs);
  const sum = logs.reduce((total, log) => total + Math.exp(log - highest), 0);
  // No group is ruled out by the approximation.
  const chance = softmax(logs).map(
    (share, group) => 0.98 * share + 0.02 * world.groupWeight[group],
  );
  return { approximation, logPrior, chance, logEvidence: highest + Math.log(sum) };
}

/**
 * A draw from the approximation.
 *
 * @returns the draw, and ln of the prior's density there over the approximation's
 */
function propose(
  { mean, diagonal, shares, rows }: NormalApproximation,
  prior: ArrayLike<number>,
  variance: number,
  random: RandomGenerator,
): { sample: Float64Array; logRatio: number } {
  const K = mean.length;
  let along = 0;
  for (let k = 0; k < K; k++) along += (shares[k] * shares[k]) / diagonal[k];
  const common = sampleNormal(random) * Math.sqrt(rows / (1 - rows * along));
  const sample = new Float64Array(K);
  let logRatio = -0.5 * Math.log(1 - rows * along);
  let inner = 0;
  for (let k = 0; k < K; k++) {
    const move = sampleNormal(random) / Math.sqrt(diagonal[k]) + (common * shares[k]) / diagonal[k];
    sample[k] = mean[k] + move;
    inner += shares[k] * move;
    logRatio += 0.5 * diagonal[k] * move * move - 0.5 * Math.log(diagonal[k] * variance);
    logRatio -= (sample[k] - prior[k]) ** 2 / (2 * variance);
  }
  logRatio -= 0.5 * rows * inner * inner;
  return { sample, logRatio };
}

function softCounts(world: World, items: readonly number[], period: number): SoftCounts {
  const { membership, domain } = world.items;
  const K = world.config.interestCount;
  const counts = new Float64Array(K);
  const visible = new Float64Array(K);
  for (const item of items) {
    const shelf = world.shelves[domain[item]];
    const interests = Array.from(membership.rowColumns(item));
    const shares = membership.rowValues(item);
    const weights = interests.map((k, i) =>
      shelf[k].visible > 0 ? shares[i] / shelf[k].wanted : 0,
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    interests.forEach((k, i) => (counts[k] += weights[i] / sum));
    shelf.forEach((interest, k) => (visible[k] += interest.visible / items.length));
  }
  const season = seasonAt(world, period);
  const offset = season.map(
    (s, k) => s + Math.log(Math.max(items.length > 0 ? visible[k] : 1, 1e-12)),
  );
  return { counts, total: items.length, offset };
}

function seasonAt({ config, seasonPhase }: World, period: number): Float64Array {
  const angle = (2 * Math.PI * period) / config.seasonPeriods;
  return seasonPhase.map((phase) => config.seasonAmplitude * Math.cos(angle - phase));
}

function groupCentre({ config, groupCentre: all }: World, group: number): Float64Array {
  return all.subarray(group * config.interestCount, (group + 1) * config.interestCount);
}

function interestsOf(scores: Float64Array, season: Float64Array, into: Float64Array): Float64Array {
  let highest = -Infinity;
  for (let k = 0; k < into.length; k++) {
    into[k] = scores[k] + season[k];
    highest = Math.max(highest, into[k]);
  }
  let sum = 0;
  for (let k = 0; k < into.length; k++) sum += into[k] = Math.exp(into[k] - highest);
  for (let k = 0; k < into.length; k++) into[k] /= sum;
  return into;
}

/** Each period's items of one user, shape [periods][rows], for `update`. */
export function itemsByPeriod(world: World, choices: readonly Choice[]): number[][] {
  const periods = Array.from({ length: world.config.periodCount }, (): number[] => []);
  for (const { item, period } of choices) periods[period].push(item);
  return periods;
}
