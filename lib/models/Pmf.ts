import { type Interactions } from "../data";
import { type DenseMatrix, denseMatrix, matrixRow, type SparseMatrix } from "../matrices";
import { normalCdf, RandomGenerator, sampleNormal } from "../probability";
import { innerProducts } from "./FactorModel";
import { alignItems, type FoldIn } from "./FoldIn";
import {
  type GaussianRows,
  gaussianRows,
  learnPrior,
  RowPosterior,
  varianceOfMean,
} from "./gaussianRows";
import { completeConfig, type Hyperparameters, type OwnRules } from "./hyperparameters";
import {
  type FitOptions,
  type ModelState,
  type ProbabilityRule,
  type UserSelection,
} from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { RatingFactorModel } from "./RatingFactorModel";
import { ratingsMatrix } from "./RatingModel";
import { scoresToProbabilities } from "./scoresToProbabilities";
import { isNumber, orNull } from "./settingRules";

export type PmfConfig = Pick<Hyperparameters, "embeddingSize" | "iterations" | "seed"> & {
  /** The rating from which an item is liked; null: the mean of the fitted ratings. */
  readonly likedFrom: number | null;
};

export const pmfDefaults: PmfConfig = {
  embeddingSize: 16,
  iterations: 10,
  likedFrom: null,
  seed: 0,
};

const pmfRules: OwnRules<PmfConfig> = {
  likedFrom: orNull({ condition: "that is a finite number", holds: isNumber }),
};

/** What the model says of ratings, each a Gaussian; shape [pairs]. */
export interface RatingForecast {
  readonly mean: Float64Array;
  /** Of the rating itself: the noise and what isn't known of user and item. */
  readonly standardDeviation: Float64Array;
}

/**
 * Probabilistic matrix factorisation, with the posterior of users and items, not their best guess.
 *
 *     r_ui ~ N(mean + b_u + b_i + <p_u, q_i>, sigma^2)
 *     p_uk ~ N(0, v_k),  q_ik ~ N(0, 1),  b_u ~ N(0, v_U),  b_i ~ N(0, v_I)
 *     p(next is i) = P(r_ui >= liked) / sum over j of P(r_uj >= liked)
 *
 * Every rating has a Gaussian forecast (`forecast`), so probabilities are the model's own: the next
 * item is one of those that the user would like, each as likely as it is to be liked. Learned by
 * variational Bayes: the vectors of users and items have Gaussian posteriors, each set in turn to
 * the best given the others; sigma and the variances v are learned from the log, so a factor that
 * explains nothing fades and nothing need be regularised by hand. Users and items without ratings
 * keep their prior. The forecast takes a user's and an item's posterior for independent.
 *
 * Deviation from the paper: offsets of users and items, and the posterior in place of its mode.
 * Keeps (embeddingSize + 1)^2 / 2 numbers for each user and item.
 *
 * @see Salakhutdinov and Mnih (2008), Probabilistic matrix factorization, Advances in Neural
 *   Information Processing Systems 20
 * @see Lim and Teh (2007), Variational Bayesian approach to movie rating prediction (the learning)
 */
export class Pmf extends RatingFactorModel<PmfConfig> implements FoldIn {
  readonly name = "Pmf";
  override readonly probabilityRule: ProbabilityRule = "likelihood";
  #users: GaussianRows = gaussianRows(0, 0, Float64Array.of(1));
  #items: GaussianRows = this.#users;
  #noise = 1;

  constructor(config: Partial<PmfConfig> = {}) {
    super(completeConfig("Pmf", config, pmfDefaults, pmfRules));
  }

  protected override async learnRatings(
    ratings: SparseMatrix,
    { onProgress, signal }: FitOptions,
  ): Promise<void> {
    const { embeddingSize, iterations, seed } = this.config;
    const byItem = ratings.transpose();
    const variance = varianceOf(ratings, this.mean);
    const priors = (ofFactor: number): Float64Array =>
      new Float64Array(embeddingSize + 1).fill(ofFactor).fill(variance / 4, embeddingSize);
    this.#noise = variance / 2;
    this.#users = gaussianRows(ratings.rowCount, embeddingSize, priors(variance / embeddingSize));
    this.#items = gaussianRows(ratings.columnCount, embeddingSize, priors(1));
    startItems(this.#items, new RandomGenerator(seed));
    for (let iteration = 1; iteration <= iterations; iteration++) {
      await this.#improve(this.#users, this.#items, ratings, signal);
      learnPrior(this.#users, ratings, [...this.#users.priorVariance.keys()]);
      const squares = await this.#improve(this.#items, this.#users, byItem, signal);
      learnPrior(this.#items, byItem, [embeddingSize]);
      // Never 0: ratings that are fitted exactly still have some noise.
      this.#noise = Math.max(1e-3 * variance, squares / ratings.entryCount, 1e-9);
      onProgress?.({ unit: "iteration", done: iteration, total: iterations, loss: this.#noise });
    }
    // The users once more: so a user folded in later gets the same posterior.
    await this.#improve(this.#users, this.#items, ratings, signal);
    this.keep(this.#vectors(this.#users, 1), this.#vectors(this.#items, 0), ratings);
  }

  /** Sets one side's posteriors given the other's; gives the expected sum of squared errors. */
  async #improve(
    side: GaussianRows,
    other: GaussianRows,
    ratings: SparseMatrix,
    signal?: AbortSignal,
  ): Promise<number> {
    const posterior = new RowPosterior(other);
    let squares = 0;
    for (let row = 0; row < ratings.rowCount; row++) {
      if (row % 256 === 0) await pauseToInterrupt(signal);
      squares += posterior.update(side, row, ratings, { centre: this.mean, noise: this.#noise });
    }
    return squares;
  }

  /** Means as vectors [factors, offset, 1] of users, [factors, 1, offset] of items. */
  #vectors({ mean, factorCount }: GaussianRows, isUser: 0 | 1): Float32Array {
    const { size, offsetPlace } = this;
    const n = factorCount + 1;
    const vectors = new Float32Array((mean.length / n) * size);
    for (let row = 0; row * n < mean.length; row++) {
      const first = row * size;
      vectors.set(mean.subarray(row * n, row * n + factorCount), first);
      vectors[first + offsetPlace + isUser] = 1;
      vectors[first + offsetPlace + 1 - isUser] = mean[row * n + factorCount];
    }
    return vectors;
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const ratings = ratingsMatrix(alignItems(interactions, this.items));
    const { embeddingSize } = this.config;
    const users = gaussianRows(ratings.rowCount, embeddingSize, this.#users.priorVariance);
    const posterior = new RowPosterior(this.#items);
    for (let row = 0; row < ratings.rowCount; row++) {
      posterior.update(users, row, ratings, { centre: this.mean, noise: this.#noise });
    }
    const vectors = this.#vectors(users, 1);
    for (let at = this.offsetPlace; at < vectors.length; at += this.size) vectors[at] += this.mean;
    const everybody = Int32Array.from({ length: ratings.rowCount }, (_, user) => user);
    return innerProducts({ ...this.learned, users: vectors }, everybody);
  }

  /**
   * The Gaussian of each rating of users and items, by id: mean and standard deviation.
   *
   * @throws RangeError if an id is unknown, or there are more users than items or fewer
   */
  forecast(users: readonly string[], items: readonly string[]): RatingForecast {
    if (users.length !== items.length) {
      throw new RangeError(
        `forecast requires as many users as items, got ${users.length} and ${items.length}`,
      );
    }
    const userIndices = this.users.indicesOf(users);
    const itemIndices = this.items.indicesOf(items);
    const forecast = {
      mean: new Float64Array(users.length),
      standardDeviation: new Float64Array(users.length),
    };
    userIndices.forEach((user, pair) => {
      forecast.mean[pair] = this.#mean(user, itemIndices[pair]);
      forecast.standardDeviation[pair] = this.#deviation(user, itemIndices[pair]);
    });
    return forecast;
  }

  /** By the chance of being liked; see the class. */
  override itemProbabilities(
    users: UserSelection,
    options: { excludeSeen?: boolean } = {},
  ): DenseMatrix {
    const userIndices = this.userIndices(users);
    const liked = this.config.likedFrom ?? this.mean;
    const { values, rowCount, columnCount } = this.scoreUsers(userIndices);
    const probabilities = denseMatrix(values, rowCount, columnCount);
    userIndices.forEach((user, row) => {
      const chances = matrixRow(probabilities, row);
      chances.forEach((mean, item) => {
        chances[item] = normalCdf((mean - liked) / this.#deviation(user, item));
      });
      const seen = options.excludeSeen ? this.seen.rowColumns(user) : undefined;
      scoresToProbabilities(chances, this, seen);
    });
    return probabilities;
  }

  #mean(user: number, item: number): number {
    const { size, users, items } = this.learned;
    let sum = 0;
    for (let k = 0; k < size; k++) sum += users[user * size + k] * items[item * size + k];
    return sum;
  }

  #deviation(user: number, item: number): number {
    return Math.sqrt(this.#noise + varianceOfMean(this.#users, user, this.#items, item));
  }

  protected override ratingState(): ModelState {
    const { arrays, settings } = super.ratingState();
    const [users, items] = [this.#users, this.#items];
    return {
      arrays: {
        ...arrays,
        userMean: users.mean,
        userCovariance: users.covariance,
        userPrior: users.priorVariance,
        itemMean: items.mean,
        itemCovariance: items.covariance,
        itemPrior: items.priorVariance,
      },
      settings: { ...settings, noise: this.#noise },
    };
  }

  protected override restoreRatings(state: ModelState): void {
    super.restoreRatings(state);
    const side = (name: "user" | "item"): GaussianRows => ({
      factorCount: this.config.embeddingSize,
      mean: state.arrays[`${name}Mean`] as Float64Array,
      covariance: state.arrays[`${name}Covariance`] as Float64Array,
      priorVariance: state.arrays[`${name}Prior`] as Float64Array,
    });
    this.#users = side("user");
    this.#items = side("item");
    this.#noise = state.settings.noise as number;
  }
}

/** The items' means at the start: standard normal factors, offsets of 0, no uncertainty. */
function startItems(
  { mean, covariance, factorCount }: GaussianRows,
  random: RandomGenerator,
): void {
  for (let at = 0; at < mean.length; at++) {
    mean[at] = at % (factorCount + 1) < factorCount ? sampleNormal(random) : 0;
  }
  covariance.fill(0);
}

function varianceOf({ value, entryCount }: SparseMatrix, mean: number): number {
  const squares = value.reduce((sum, rating) => sum + (rating - mean) ** 2, 0);
  return squares > 0 ? squares / entryCount : 1;
}
