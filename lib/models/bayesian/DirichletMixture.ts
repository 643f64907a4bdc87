import {
  type RandomGenerator,
  sampleBeta,
  sampleCategorical,
  sampleLogGamma,
  softmax,
} from "../../probability";
import { type FitOptions, type ModelState } from "../Model";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import {
  type ChoiceConfig,
  ChoiceInterestModel,
  type ChoiceParts,
  type InterestDraws,
} from "./ChoiceInterestModel";
import { type ChoiceLog, userChoices } from "./choices";
import {
  componentLogWeights,
  type DirichletMixturePrior,
  fitDirichletMixture,
} from "./dirichletMixturePrior";
import { type LearnedItemLikelihood } from "./itemLikelihood";
import { joined, split } from "./rows";

/** Hyper-parameters of `DirichletMixture`. */
export type DirichletMixtureConfig = ChoiceConfig &
  Pick<Hyperparameters, "hiddenInterests" | "iterations">;

export const dirichletMixtureDefaults: DirichletMixtureConfig = {
  componentCount: 8,
  iterations: 100,
  drawCount: 200,
  halfLifeDays: null,
  periodDays: null,
  hiddenInterests: false,
  seed: 42,
};

/** Sweeps before the first that is kept. */
const BURN_IN = 50;
/** Mass of an interest that nobody chooses, where such interests aren't taken as hidden. */
const ABSENT = 1e-6;

/**
 * Bayesian interests with a prior for each segment of users, the segments learned:
 *
 *     segment g ~ weights,  psi_u ~ Dirichlet(a_g),  each choice's interest ~ psi_u,
 *     its item ~ p(item | interest),  theta_u in proportion to psi_u / visibility
 *
 * psi is what is seen of the user's interests theta; they are the same where propensities aren't
 * known. Where all items have one interest, the posterior is a mixture of Dirichlet distributions;
 * where some have several, which one each choice served is drawn too (Gibbs sampling, the
 * segment with psi integrated out).
 *
 * Interests that leave no trace: with `hiddenInterests` each is taken to be wanted as much as any
 * other may be before a choice is known; else nobody is interested in them.
 *
 * @see Minka (2000, revised 2012), Estimating a Dirichlet distribution
 */
export class DirichletMixture extends ChoiceInterestModel<DirichletMixtureConfig> {
  readonly name = "DirichletMixture";
  #prior: DirichletMixturePrior | null = null;

  constructor(config: Partial<DirichletMixtureConfig> = {}, parts: ChoiceParts = {}) {
    super(completeConfig("DirichletMixture", config, dirichletMixtureDefaults), parts);
  }

  /** The segments and their priors, over all interests of the space. */
  get prior(): DirichletMixturePrior {
    if (!this.#prior) throw new Error("prior requires a fitted model, got one before fit");
    return this.#prior;
  }

  protected learnPrior(
    _choices: ChoiceLog,
    { expectedCounts }: LearnedItemLikelihood,
    options: FitOptions,
  ): Promise<void> {
    options.signal?.throwIfAborted();
    const { componentCount, iterations, seed } = this.config;
    const active = expectedCounts.rowStart.filter(
      (start, user) => user > 0 && start > expectedCounts.rowStart[user - 1],
    ).length;
    this.#prior = fitDirichletMixture(expectedCounts, {
      componentCount: Math.max(1, Math.min(componentCount, Math.floor(active / 10))),
      maxIterations: iterations,
      seed,
    });
    return Promise.resolve();
  }

  protected drawInterests(
    choices: ChoiceLog,
    user: number,
    random: RandomGenerator,
  ): InterestDraws {
    const { drawCount } = this.config;
    const K = this.space.interests.length;
    const { visibility } = this.likelihood;
    const absent = (): number => (this.config.hiddenInterests ? this.#hiddenShare(random) : ABSENT);
    const chain = new SegmentChain(this, userChoices(choices, user), random);
    const draws = new Float32Array(drawCount * K);
    const mean = new Float64Array(K);
    for (let sweep = 0; sweep < BURN_IN; sweep++) chain.sweep();
    for (let draw = 0; draw < drawCount; draw++) {
      const theta = chain
        .sweep()
        .map((share, k) => (visibility[k] > 0 ? share / visibility[k] : absent()));
      const total = theta.reduce((a, b) => a + b, 0);
      for (let k = 0; k < K; k++) {
        draws[draw * K + k] = theta[k] / total;
        mean[k] += theta[k] / total / drawCount;
      }
    }
    return { mean, draws };
  }

  /** What the prior says of an interest drawn at random from those that leave traces. */
  #hiddenShare(random: RandomGenerator): number {
    const { weights, concentrations } = this.prior;
    const { visibility } = this.likelihood;
    const traced = Array.from(visibility.keys()).filter((k) => visibility[k] > 0);
    const segment = concentrations[sampleCategorical(random, weights)];
    const interest = traced[random.below(traced.length)];
    const rest = traced.reduce((sum, k) => sum + (k === interest ? 0 : segment[k]), 0);
    return sampleBeta(random, segment[interest], rest) / visibility[interest];
  }

  protected priorState(): ModelState {
    const { weights, concentrations } = this.prior;
    return {
      arrays: { priorWeights: weights, priorConcentrations: joined(concentrations) },
      settings: {},
    };
  }

  protected restorePrior({ arrays }: ModelState): void {
    const weights = arrays.priorWeights as Float64Array;
    const concentrations = split(arrays.priorConcentrations as Float64Array, weights.length);
    this.#prior = { weights, concentrations };
  }
}

/** Gibbs sampling of one user's segment, shares and the interest of each choice. */
class SegmentChain {
  readonly #prior: DirichletMixturePrior;
  readonly #random: RandomGenerator;
  /** Choices of one interest, shape [interests]. */
  readonly #single: Float64Array;
  /** Choices of several. */
  readonly #mixed: { weight: number; interests: Int32Array; chances: Float32Array }[] = [];
  readonly #counts: Float64Array;
  #shares: Float64Array;

  constructor(
    { prior, likelihood }: Pick<DirichletMixture, "prior" | "likelihood">,
    { items, weights }: ReturnType<typeof userChoices>,
    random: RandomGenerator,
  ) {
    const { chances } = likelihood;
    this.#prior = prior;
    this.#random = random;
    this.#single = new Float64Array(chances.columnCount);
    for (let row = 0; row < items.length; row++) {
      const interests = chances.rowColumns(items[row]);
      if (interests.length === 1) this.#single[interests[0]] += weights[row];
      else if (interests.length > 1) {
        const weight = weights[row];
        this.#mixed.push({ weight, interests, chances: chances.rowValues(items[row]) });
      }
    }
    this.#counts = new Float64Array(chances.columnCount);
    this.#shares = new Float64Array(chances.columnCount).fill(1);
  }

  /** @returns psi, shape [interests] */
  sweep(): Float64Array {
    this.#counts.set(this.#single);
    for (const { weight, interests, chances } of this.#mixed)
      this.#place(weight, interests, chances);
    const places = Array.from(this.#counts.keys()).filter((k) => this.#counts[k] > 0);
    const amounts = places.map((k) => this.#counts[k]);
    const segment = sampleCategorical(
      this.#random,
      softmax(componentLogWeights(this.#prior, places, amounts)),
    );
    const logs = this.#prior.concentrations[segment].map((a, k) =>
      sampleLogGamma(this.#random, a + this.#counts[k]),
    );
    this.#shares = softmax(logs);
    return this.#shares;
  }

  /** Draws which interest each of several equal choices served. */
  #place(weight: number, interests: Int32Array, chances: Float32Array): void {
    let total = 0;
    for (let j = 0; j < interests.length; j++) total += this.#shares[interests[j]] * chances[j];
    for (let left = weight; left > 0; left--) {
      let at = this.#random.uniform() * total;
      let j = 0;
      while (j < interests.length - 1 && at >= this.#shares[interests[j]] * chances[j]) {
        at -= this.#shares[interests[j]] * chances[j++];
      }
      this.#counts[interests[j]] += Math.min(1, left);
    }
  }
}
