import { type SparseMatrix } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { permutation, RandomGenerator } from "../probability";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { type FitOptions } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { RatingFactorModel } from "./RatingFactorModel";

export type BiasedMfConfig = Pick<
  Hyperparameters,
  "embeddingSize" | "epochs" | "learningRate" | "regularization" | "seed"
>;

export const biasedMfDefaults: BiasedMfConfig = {
  embeddingSize: 100,
  epochs: 40,
  learningRate: 0.01,
  regularization: 0.08,
  seed: 0,
};

/** Blocks of users, and of items, that are worked on at the same time. */
const MOST_BLOCKS = 8;
/** The standard deviation of the first factors. */
const SPREAD = 0.1;

/**
 * Biased matrix factorisation of ratings ("SVD" of the Netflix prize).
 *
 *     min over b, p, q of sum over ratings of (r - mean - b_u - b_i - <p_u, q_i>)^2
 *                         + lambda (b_u^2 + b_i^2 + ||p_u||^2 + ||q_i||^2)
 *
 * by stochastic gradient over all ratings, in a fixed shuffled order. Threads work on blocks of
 * users and items that don't meet; the blocks depend on the log only, so the result doesn't depend
 * on the threads.
 *
 * @see Koren, Bell and Volinsky (2009), Matrix factorization techniques for recommender systems,
 *   doi:10.1109/MC.2009.263
 * @see Gemulla, Nijkamp, Haas and Sismanis (2011), doi:10.1145/2020408.2020426 (the blocks)
 */
export class BiasedMf extends RatingFactorModel<BiasedMfConfig> {
  readonly name = "BiasedMf";

  constructor(config: Partial<BiasedMfConfig> = {}) {
    super(completeConfig("BiasedMf", config, biasedMfDefaults));
  }

  protected override async learnRatings(
    ratings: SparseMatrix,
    { onProgress, signal }: FitOptions,
  ): Promise<void> {
    const { epochs, learningRate, regularization, seed } = this.config;
    const start = this.startingFactors(ratings, SPREAD);
    const space = new KernelSpace();
    try {
      const users = space.float32(start.users);
      const items = space.float32(start.items);
      const blocks = new RatingBlocks(space, ratings, new RandomGenerator(seed).fork("blocks"));
      const rest = [this.size, this.offsetPlace, this.mean, learningRate, regularization];
      for (let epoch = 1; epoch <= epochs; epoch++) {
        const loss = blocks.run(users, items, rest) / ratings.entryCount;
        onProgress?.({ unit: "epoch", done: epoch, total: epochs, loss });
        await pauseToInterrupt(signal);
      }
      this.keep(users.values, items.values, ratings);
    } finally {
      space.dispose();
    }
  }
}

/** The ratings in cells of a block of users and a block of items; see the kernel `ratingCells`. */
class RatingBlocks {
  readonly #space: KernelSpace;
  readonly #blockCount: number;
  readonly #entries: readonly number[];
  /** Doubles, in place of pairs of floats. */
  readonly #totals: Shared<Float32Array>;
  /** How far each block is; see the kernels' `rounds`. */
  readonly #state: Shared<Int32Array>;

  constructor(space: KernelSpace, ratings: SparseMatrix, random: RandomGenerator) {
    const { rowCount, columnCount, entryCount, columnIndex, value } = ratings;
    this.#space = space;
    const room = Math.floor(Math.min(rowCount, columnCount) / 16);
    const blockCount = (this.#blockCount = Math.max(1, Math.min(MOST_BLOCKS, room)));
    const blocksOf = (count: number): Int32Array => {
      const blocks = new Int32Array(count);
      permutation(random, count).forEach((row, place) => (blocks[row] = place % blockCount));
      return blocks;
    };
    const userBlock = blocksOf(rowCount);
    const itemBlock = blocksOf(columnCount);
    const userOf = ratings.entryRows();
    const cellOf = (entry: number): number =>
      userBlock[userOf[entry]] * blockCount + itemBlock[columnIndex[entry]];
    const segments = new Int32Array(blockCount * blockCount + 1);
    for (let entry = 0; entry < entryCount; entry++) segments[cellOf(entry) + 1]++;
    for (let cell = 0; cell + 1 < segments.length; cell++) segments[cell + 1] += segments[cell];
    const next = segments.slice();
    const user = space.int32(entryCount);
    const item = space.int32(entryCount);
    const rating = space.float32(entryCount);
    for (const entry of permutation(random, entryCount)) {
      const place = next[cellOf(entry)]++;
      user.values[place] = userOf[entry];
      item.values[place] = columnIndex[entry];
      rating.values[place] = value[entry];
    }
    this.#entries = [space.int32(segments), user, item, rating].map((array) => array.address);
    this.#totals = space.float32(2 * blockCount);
    this.#state = space.int32(3 * blockCount + 1);
  }

  /** One epoch; gives the sum of squared errors met on the way. */
  run(users: Shared<Float32Array>, items: Shared<Float32Array>, rest: readonly number[]): number {
    const blockCount = this.#blockCount;
    const { values } = this.#totals;
    for (const shared of [this.#state, this.#totals]) shared.values.fill(0);
    const threadCount = Math.min(blockCount, this.#space.threadCount);
    const state = [users, items, this.#state, this.#totals].map((array) => array.address);
    const all = [...this.#entries, ...state, threadCount, blockCount, ...rest];
    this.#space.run("ratingCells", threadCount, all, { grain: 1 });
    const totals = new Float64Array(values.buffer, values.byteOffset, blockCount);
    return totals.reduce((sum, total) => sum + total, 0);
  }
}
