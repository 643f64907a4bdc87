import {
  RandomGenerator,
  sampleCategorical,
  sampleNormal,
  sliceEllipse,
  softmax,
} from "../probability";
import { choiceLikelihood } from "./choiceLikelihood";
import { changes, drawLatent, interestPath, type Latent } from "./interestPath";
import {
  type Choice,
  type InterestPosterior,
  type PosteriorOptions,
  summarise,
} from "./InterestPosterior";
import { splitRHat } from "./splitRHat";
import { type World } from "./World";

/** Group and change are drawn anew every so many steps. */
const DISCRETE_EVERY = 3;

/**
 * The posterior of one user by Markov chain Monte Carlo.
 *
 * All that is continuous has a standard normal prior (see `Latent`), so it moves by elliptical
 * slice sampling, which needs no tuning; group, group after the change and the period of the
 * change move by Gibbs sampling. Chains start at draws from the prior, drop their first half, and
 * are run on, twice as long each time, until the largest split R-hat is below its limit.
 *
 * @see Murray, Adams and MacKay (2010), Elliptical slice sampling, PMLR 9:541-548
 */
export function mcmcPosterior(
  world: World,
  choices: readonly Choice[],
  options: PosteriorOptions = {},
): InterestPosterior {
  const { seed = 1, level = 0.9, draws = 500, chainCount = 4 } = options;
  const { rHatLimit = 1.05, maxDoublings = 3 } = options;
  const logLikelihood = choiceLikelihood(world, choices);
  const random = new RandomGenerator(seed).fork("mcmcPosterior");
  const chains = Array.from(
    { length: chainCount },
    (_, chain) => new Chain(world, logLikelihood, random.fork(chain)),
  );
  for (let doubling = 0, kept = draws; ; doubling++, kept *= 2) {
    const paths = chains.map((chain) => {
      while (chain.paths.length < 2 * kept) chain.step();
      return chain.paths.slice(kept);
    });
    const rHat = splitRHat(paths);
    if (rHat < rHatLimit || doubling >= maxDoublings) {
      return { method: "mcmc", ...summarise(paths.flat(), level), level, rHat };
    }
  }
}

class Chain {
  /** theta after each step, each of shape [periods, interests]. */
  readonly paths: Float64Array[] = [];
  #latent: Latent;
  #logLikelihood: number;
  readonly #world: World;
  readonly #likelihoodOf: (path: Float64Array) => number;
  readonly #random: RandomGenerator;
  readonly #scratch: Float64Array;

  constructor(world: World, likelihoodOf: (path: Float64Array) => number, random: RandomGenerator) {
    this.#world = world;
    this.#likelihoodOf = likelihoodOf;
    this.#random = random;
    this.#scratch = new Float64Array(world.config.periodCount * world.config.interestCount);
    this.#latent = drawLatent(world, random);
    this.#logLikelihood = this.#evaluate(this.#latent);
  }

  step(): void {
    this.#slice();
    if (this.paths.length % DISCRETE_EVERY === 0) {
      this.#drawGroup();
      if (changes(this.#world.config)) this.#drawChange();
    }
    this.paths.push(interestPath(this.#world, this.#latent, this.#scratch.slice()));
  }

  #evaluate(latent: Latent): number {
    return this.#likelihoodOf(interestPath(this.#world, latent, this.#scratch));
  }

  /** One step of elliptical slice sampling of all normal numbers. */
  #slice(): void {
    const random = this.#random;
    const from = this.#latent.normals;
    const other = Float64Array.from(from, () => sampleNormal(random));
    const move = (cosine: number, sine: number): number => {
      const normals = from.map((x, i) => x * cosine + other[i] * sine);
      this.#latent = { ...this.#latent, normals };
      return this.#evaluate(this.#latent);
    };
    this.#logLikelihood = sliceEllipse(this.#logLikelihood, move, random);
  }

  /** The group, given the normal numbers; then, where scores are normal, given the scores. */
  #drawGroup(): void {
    const { groupWeight, config, groupCentre } = this.#world;
    const prior = Array.from(groupWeight, Math.log);
    this.#pick(prior, (group) => ({ ...this.#latent, group }));
    if (config.prior !== "logistic-normal" || config.userSpread === 0) return;
    const K = config.interestCount;
    const shifted = (group: number): Float64Array =>
      this.#latent.normals.map((normal, i) =>
        i < K
          ? normal +
            (groupCentre[this.#latent.group * K + i] - groupCentre[group * K + i]) /
              config.userSpread
          : normal,
      );
    const candidates = prior.map((_, group) => shifted(group));
    const logs = candidates.map(
      (normals, group) =>
        prior[group] - 0.5 * normals.subarray(0, K).reduce((sum, x) => sum + x * x, 0),
    );
    const group = sampleCategorical(this.#random, softmax(logs));
    this.#latent = { ...this.#latent, group, normals: candidates[group] };
  }

  #drawChange(): void {
    const { groupWeight, config } = this.#world;
    const { changeProbability: p, periodCount: P } = config;
    const prior = Array.from({ length: P }, (_, period) =>
      Math.log(period === 0 ? 1 - p : p / (P - 1)),
    );
    this.#pick(prior, (changePeriod) => ({ ...this.#latent, changePeriod }));
    this.#pick(Array.from(groupWeight, Math.log), (groupAfter) => ({
      ...this.#latent,
      groupAfter,
    }));
  }

  /** Gibbs: one of several variants, in proportion to prior and likelihood. */
  #pick(logPrior: readonly number[], variant: (choice: number) => Latent): void {
    const latents = logPrior.map((_, choice) => variant(choice));
    const likelihoods = latents.map((latent) => this.#evaluate(latent));
    const weights = softmax(likelihoods.map((value, choice) => value + logPrior[choice]));
    const choice = sampleCategorical(this.#random, weights);
    this.#latent = latents[choice];
    this.#logLikelihood = likelihoods[choice];
  }
}
