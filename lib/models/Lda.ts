import { setImmediate as nextTurn } from "node:timers/promises";
import { type Interactions } from "../data";
import { InterestDistribution, type InterestSpace } from "../interests";
import { denseMatrix, type DenseMatrix, matrixRow, type SparseMatrix } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { digamma, RandomGenerator, sampleGamma } from "../probability";
import { FactorModel, innerProducts, paddedSize } from "./FactorModel";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import {
  type FitOptions,
  type ModelState,
  type ProbabilityRule,
  type UserSelection,
} from "./Model";
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
    const counts = countsOf(interactions, this.config);
    const size = paddedSize(topicCount);
    const space = new KernelSpace();
    try {
      const users = side(space, counts, size);
      const items = side(space, counts.transpose(), size);
      const scale = space.float32(size);
      const random = new RandomGenerator(seed);
      fillRows(items.concentrations, size, topicCount, () => sampleGamma(random, 100) / 100);
      fillRows(users.concentrations, size, topicCount, () => 1);
      for (let iteration = 1; iteration <= iterations; iteration++) {
        this.#expectTopics(space, items, scale, size);
        this.#allocateUsers(space, users, items.weights, size, PASS_STEPS);
        const { rowStart, columnIndex, value, weights, concentrations } = items;
        const arrays = [rowStart, columnIndex, value, weights, users.weights, concentrations];
        const rest = [size, topicCount, itemConcentration];
        const addresses = arrays.map((array) => array.address);
        space.run("allocateRows", items.rowCount, [...addresses, ...rest], { grain: 32 });
        options.onProgress?.({ unit: "iteration", done: iteration, total: iterations });
        await nextTurn();
        options.signal?.throwIfAborted();
      }
      this.#expectTopics(space, items, scale, size);
      this.#infer(space, users, items.weights, size);
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
    items: Pick<Side, "rowCount" | "concentrations" | "weights">,
    scale: Shared<Float32Array>,
    size: number,
  ): void {
    const { topicCount } = this.config;
    const sums = columnSums(items.concentrations.values, size);
    for (let k = 0; k < topicCount; k++) scale.values[k] = Math.exp(-digamma(sums[k]));
    const arrays = [items.concentrations, scale, items.weights];
    const addresses = arrays.map((array) => array.address);
    space.run("expDigammaRows", items.rowCount, [...addresses, size, topicCount], { grain: 128 });
  }

  #allocateUsers(
    space: KernelSpace,
    users: Side,
    topics: Shared<Float32Array>,
    size: number,
    steps: number,
  ): void {
    const { topicCount, topicConcentration } = this.config;
    const { rowStart, columnIndex, value, weights, concentrations } = users;
    const arrays = [rowStart, columnIndex, value, weights, topics, concentrations];
    const rest = [size, topicCount, topicConcentration, steps, 1e-5];
    const addresses = arrays.map((array) => array.address);
    space.run("dirichletRows", users.rowCount, [...addresses, ...rest], {
      grain: 32,
      scratchFloats: size,
    });
  }

  /** The final gamma of users, from the same start whoever they are. */
  #infer(space: KernelSpace, users: Side, topics: Shared<Float32Array>, size: number): void {
    fillRows(users.concentrations, size, this.config.topicCount, () => 1);
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
    return transposed(this.factors.items, this.factors.size, this.config.topicCount);
  }

  /** gamma of users by position, shape [users, topics]. */
  concentrations(userIndices: Int32Array): DenseMatrix {
    return cutRows(this.#users, userIndices, this.factors.size, this.config.topicCount);
  }

  /** lambda, shape [topics, items]. */
  get topicConcentrations(): DenseMatrix {
    const { size } = this.factors;
    return transposed(this.#items, size, this.config.topicCount);
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
    const counts = countsOf(alignItems(interactions, this.items), this.config);
    const { size, items } = this.factors;
    const space = new KernelSpace();
    const users = side(space, counts, size);
    const topics = {
      rowCount: this.items.size,
      concentrations: space.float32(this.#items),
      weights: space.float32(items.length),
    };
    this.#expectTopics(space, topics, space.float32(size), size);
    this.#infer(space, users, topics.weights, size);
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

/** Users or items in the kernels' memory. */
interface Side {
  readonly rowCount: number;
  readonly rowStart: Shared<Int32Array>;
  readonly columnIndex: Shared<Int32Array>;
  readonly value: Shared<Float32Array>;
  /** gamma or lambda, shape [rowCount, size]. */
  readonly concentrations: Shared<Float32Array>;
  /** exp(E[log theta]) up to a factor a row, or exp(E[log phi]); shape [rowCount, size]. */
  readonly weights: Shared<Float32Array>;
}

function side(space: KernelSpace, matrix: SparseMatrix, size: number): Side {
  const { rowCount, rowStart, columnIndex, value } = matrix;
  return {
    rowCount,
    rowStart: space.int32(rowStart),
    columnIndex: space.int32(columnIndex),
    value: space.float32(value),
    concentrations: space.float32(rowCount * size),
    weights: space.float32(rowCount * size),
  };
}

function countsOf(interactions: Interactions, config: LdaConfig): SparseMatrix {
  const counts = interactions.matrix(config);
  const odd = counts.value.find((value) => !(value > 0));
  if (odd !== undefined) throw new RangeError(`Lda requires values above 0, got ${odd}`);
  return counts;
}

function fillRows(
  { values }: Shared<Float32Array>,
  size: number,
  count: number,
  draw: () => number,
): void {
  for (let at = 0; at < values.length; at++) if (at % size < count) values[at] = draw();
}

function columnSums(values: Float32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let at = 0; at < values.length; at++) sums[at % size] += values[at];
  return sums;
}

/** Each row divided by its sum. */
function rowShares(values: Float32Array, size: number): Float32Array {
  const shares = Float32Array.from(values);
  for (let start = 0; start < shares.length; start += size) {
    const row = shares.subarray(start, start + size);
    const sum = row.reduce((total, share) => total + share, 0);
    for (let k = 0; k < size; k++) row[k] /= sum;
  }
  return shares;
}

/** The first `count` places of the selected rows, shape [selected, count]. */
function cutRows(values: Float32Array, rows: Int32Array, size: number, count: number): DenseMatrix {
  const cut = denseMatrix(new Float32Array(rows.length * count), rows.length, count);
  rows.forEach((row, place) => {
    matrixRow(cut, place).set(values.subarray(row * size, row * size + count));
  });
  return cut;
}

/** From [items, size] to [count, items]. */
function transposed(values: Float32Array, size: number, count: number): DenseMatrix {
  const itemCount = values.length / size;
  const out = denseMatrix(new Float32Array(count * itemCount), count, itemCount);
  for (let k = 0; k < count; k++) {
    const row = matrixRow(out, k);
    for (let item = 0; item < itemCount; item++) row[item] = values[item * size + k];
  }
  return out;
}
