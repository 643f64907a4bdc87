import { type Interactions } from "../data";
import { InterestDistribution, type InterestSpace } from "../interests";
import { denseMatrix, type DenseMatrix, type SparseMatrix } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { digamma, RandomGenerator, sampleGamma } from "../probability";
import { FactorModel, innerProducts, paddedSize } from "./FactorModel";
import { columnSums, type FactorSide, factorSide, fillRows } from "./factorSteps";
import { firstPlaces, placesByRow, rowShares } from "./factorTables";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import {
  type FitOptions,
  type ModelState,
  type ProbabilityRule,
  type UserSelection,
} from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { positiveCounts } from "./positiveCounts";
import { topicSpace } from "./topicSpace";

export type LdaConfig = Pick<
  Hyperparameters,
  | "cell"
  | "kindWeights"
  | "topicCount"
  | "topicConcentration"
  | "itemConcentration"
  | "iterations"
  | "seed"
>;

export const ldaDefaults: LdaConfig = {
  cell: "one",
  kindWeights: {},
  topicCount: 20,
  topicConcentration: 0.1,
  itemConcentration: 0.05,
  iterations: 60,
  seed: 0,
};

/** Coordinate steps on each user within one pass over the log, and for the final estimate. */
const PASS_STEPS = 5;
const FINAL_STEPS = 200;

/**
 * Latent Dirichlet allocation: every user is a mixture of topics, every topic a distribution over
 * items, and both have a posterior.
 *
 *     theta_u ~ Dirichlet(alpha),  phi_k ~ Dirichlet(eta)
 *     each interaction of u: topic z ~ theta_u, item ~ phi_z
 *     p(item i | user u) = sum over k of E[theta_uk] E[phi_ki]
 *
 * Learned by variational Bayes over the whole log: theta_u has Dirichlet(gamma_u), phi_k has
 * Dirichlet(lambda_k), and each is set in turn to the best given the other. alpha is
 * `topicConcentration`, eta `itemConcentration`. Values count as repetitions; those of 0 or less
 * are refused.
 *
 * @see Blei, Ng and Jordan (2003), Latent Dirichlet allocation, Journal of Machine Learning
 *   Research 3
 * @see Hoffman, Blei and Bach (2010), Online learning for latent Dirichlet allocation, algorithm 1
 */
export class Lda extends FactorModel<LdaConfig> implements FoldIn {
  readonly name = "Lda";
  readonly probabilityRule: ProbabilityRule = "likelihood";
  /** gamma, shape [users, size]. */
  #users: Float32Array = new Float32Array(0);
  /** lambda, transposed: shape [items, size]. */
  #items: Float32Array = new Float32Array(0);
  #topics: InterestSpace | null = null;

  constructor(config: Partial<LdaConfig> = {}) {
    super(completeConfig("Lda", config, ldaDefaults));
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { topicCount, itemConcentration, iterations, seed } = this.config;
    const counts = positiveCounts(this.name, interactions, this.config);
    const size = paddedSize(topicCount);
    const space = new KernelSpace();
    try {
      const users = topicSide(space, counts, size);
      const items = topicSide(space, counts.transpose(), size);
      const scale = space.float32(size);
      const random = new RandomGenerator(seed);
      fillRows(items.concentrations.values, size, topicCount, () => sampleGamma(random, 100) / 100);
      for (let iteration = 1; iteration <= iterations; iteration++) {
        this.#expectTopics(space, items, scale, size);
        // Afresh in each pass: users that keep their topics hold the topics where they began.
        fillRows(users.concentrations.values, size, topicCount, () => 1);
        this.#allocateUsers(space, users, items.rows, size, PASS_STEPS);
        const arrays = [items.rows, users.rows, items.concentrations];
        const addresses = arrays.map((array) => array.address);
        const rest = [...addresses, size, topicCount, itemConcentration];
        space.run("allocateRows", items.rowCount, [...items.entries, ...rest], { grain: 32 });
        options.onProgress?.({ unit: "iteration", done: iteration, total: iterations });
        await pauseToInterrupt(options.signal);
      }
      this.#expectTopics(space, items, scale, size);
      this.#infer(space, users, items.rows, size);
      this.#users = users.concentrations.values.slice();
      this.#items = items.concentrations.values.slice();
    } finally {
      space.dispose();
    }
    this.#summarise(size);
  }

  /** exp(E[log phi]), up to what is learned so far. */
  #expectTopics(
    space: KernelSpace,
    items: Pick<TopicSide, "rowCount" | "concentrations" | "rows">,
    scale: Shared<Float32Array>,
    size: number,
  ): void {
    const { topicCount } = this.config;
    const sums = columnSums(items.concentrations.values, size);
    for (let k = 0; k < topicCount; k++) scale.values[k] = Math.exp(-digamma(sums[k]));
    const arrays = [items.concentrations, scale, items.rows];
    const addresses = arrays.map((array) => array.address);
    space.run("expDigammaRows", items.rowCount, [...addresses, size, topicCount], { grain: 128 });
  }

  #allocateUsers(
    space: KernelSpace,
    users: TopicSide,
    topics: Shared<Float32Array>,
    size: number,
    steps: number,
  ): void {
    const { topicCount, topicConcentration } = this.config;
    const addresses = [users.rows, topics, users.concentrations].map((array) => array.address);
    const rest = [...addresses, size, topicCount, topicConcentration, steps, 1e-5];
    space.run("dirichletRows", users.rowCount, [...users.entries, ...rest], {
      grain: 32,
      scratchFloats: size,
    });
  }

  /** The final gamma of users, from the same start whoever they are. */
  #infer(space: KernelSpace, users: TopicSide, topics: Shared<Float32Array>, size: number): void {
    fillRows(users.concentrations.values, size, this.config.topicCount, () => 1);
    this.#allocateUsers(space, users, topics, size, FINAL_STEPS);
  }

  /** The means of both posteriors are the factors. */
  #summarise(size: number): void {
    const items = Float32Array.from(this.#items);
    const sums = columnSums(items, size);
    for (let at = 0; at < items.length; at++) {
      if (at % size < this.config.topicCount) items[at] /= sums[at % size];
    }
    this.factors = { size, users: rowShares(this.#users, size), items };
    this.#topics = null;
  }

  /** The learned topics as a space; `topicSpace(model, options)` makes one with other labels. */
  get topics(): InterestSpace {
    return (this.#topics ??= topicSpace(this));
  }

  /** The probability of each topic over the whole log, shape [topics]. */
  get topicShares(): Float64Array {
    const totals = columnSums(this.#users, this.factors.size).subarray(0, this.config.topicCount);
    const sum = totals.reduce((total, share) => total + share, 0);
    return totals.map((total) => total / sum);
  }

  /** E[phi], shape [topics, items], rows sum to 1. */
  get itemShares(): DenseMatrix {
    return placesByRow(this.factors.items, this.factors.size, this.config.topicCount);
  }

  /** gamma of users by position, shape [users, topics]. */
  concentrations(userIndices: Int32Array): DenseMatrix {
    return firstPlaces(this.#users, userIndices, this.factors.size, this.config.topicCount);
  }

  /** lambda, shape [topics, items]. */
  get topicConcentrations(): DenseMatrix {
    const { size } = this.factors;
    return placesByRow(this.#items, size, this.config.topicCount);
  }

  /** Over the model's own `topics` the posterior itself; over any other space by way of items. */
  override distribution(
    users: UserSelection,
    space: InterestSpace = this.topics,
    options: { excludeSeen?: boolean } = {},
  ): InterestDistribution {
    if (space !== this.topics) return super.distribution(users, space, options);
    const userIndices = this.userIndices(users);
    const concentrations = this.concentrations(userIndices);
    const { values, rowCount, columnCount } = concentrations;
    return new InterestDistribution({
      users: Array.from(userIndices, (user) => this.users.ids[user]),
      spaceName: space.name,
      interests: space.interests,
      probabilities: denseMatrix(rowShares(values, columnCount), rowCount, columnCount),
      posterior: { family: "dirichlet", concentrations },
    });
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const counts = positiveCounts(this.name, alignItems(interactions, this.items), this.config);
    const { size, items } = this.factors;
    const space = new KernelSpace();
    const users = topicSide(space, counts, size);
    const topics = {
      rowCount: this.items.size,
      concentrations: space.float32(this.#items),
      rows: space.float32(items.length),
    };
    this.#expectTopics(space, topics, space.float32(size), size);
    this.#infer(space, users, topics.rows, size);
    const folded = { size, users: rowShares(users.concentrations.values, size), items };
    space.dispose();
    return innerProducts(
      folded,
      Int32Array.from({ length: counts.rowCount }, (_, user) => user),
    );
  }

  protected override state(): ModelState {
    const { settings } = super.state();
    return { arrays: { userPosterior: this.#users, itemPosterior: this.#items }, settings };
  }

  protected override restore({ arrays, settings }: ModelState): void {
    this.#users = arrays.userPosterior as Float32Array;
    this.#items = arrays.itemPosterior as Float32Array;
    this.#summarise(settings.size as number);
  }
}

/** Users or items; `rows` holds exp(E[log theta]) up to a factor a row, or exp(E[log phi]). */
interface TopicSide extends FactorSide {
  /** gamma or lambda, shape [rowCount, size]. */
  readonly concentrations: Shared<Float32Array>;
}

function topicSide(space: KernelSpace, matrix: SparseMatrix, size: number): TopicSide {
  const concentrations = space.float32(matrix.rowCount * size);
  return { ...factorSide(space, matrix, size), concentrations };
}
