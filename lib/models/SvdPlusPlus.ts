import { type SparseMatrix } from "../matrices";
import { KernelSpace } from "../native/simd";
import { RandomGenerator, sampleNormal } from "../probability";
import { type BiasedMfConfig } from "./BiasedMf";
import { completeConfig } from "./hyperparameters";
import { type FitOptions } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { RatingFactorModel } from "./RatingFactorModel";

export type SvdPlusPlusConfig = BiasedMfConfig;

export const svdPlusPlusDefaults: SvdPlusPlusConfig = {
  embeddingSize: 50,
  epochs: 40,
  learningRate: 0.01,
  regularization: 0.08,
  seed: 0,
};

/** The standard deviation of the first factors. */
const SPREAD = 0.1;

/**
 * SVD++: biased matrix factorisation in which what a user rated says something by itself.
 *
 *     r(u, i) = mean + b_u + b_i + <p_u + |N_u|^(-1/2) sum over j in N_u of f_j, q_i>
 *
 * with N_u the items that u rated, by stochastic gradient, user after user on one thread. Every
 * rating of a user moves all of the user's f_j by the same amount, so the sum is followed exactly
 * and an epoch costs no more per rating than without feedback.
 *
 * @see Koren (2008), Factorization meets the neighborhood, eq. 15, doi:10.1145/1401890.1401944
 */
export class SvdPlusPlus extends RatingFactorModel<SvdPlusPlusConfig> {
  readonly name = "SvdPlusPlus";

  constructor(config: Partial<SvdPlusPlusConfig> = {}) {
    super(completeConfig("SvdPlusPlus", config, svdPlusPlusDefaults));
  }

  protected override async learnRatings(
    ratings: SparseMatrix,
    { onProgress, signal }: FitOptions,
  ): Promise<void> {
    const { epochs, learningRate, regularization } = this.config;
    const start = this.startingFactors(ratings, SPREAD);
    const { size, offsetPlace } = this;
    const space = new KernelSpace();
    try {
      const users = space.float32(start.users);
      const items = space.float32(start.items);
      const feedback = space.float32(this.#startingFeedback(ratings));
      const total = space.float32(2);
      const { rowStart, columnIndex, value, rowCount } = ratings;
      const csr = [space.int32(rowStart), space.int32(columnIndex), space.float32(value)];
      const addresses = [...csr, users, items, feedback, total].map((array) => array.address);
      const all = [...addresses, size, offsetPlace, this.mean, learningRate, regularization];
      for (let epoch = 1; epoch <= epochs; epoch++) {
        total.values.fill(0);
        space.run("svdPlusPlusRows", rowCount, all, { grain: rowCount, scratchFloats: 3 * size });
        const squares = new Float64Array(total.values.buffer, total.address, 1)[0];
        const loss = squares / ratings.entryCount;
        onProgress?.({ unit: "epoch", done: epoch, total: epochs, loss });
        await pauseToInterrupt(signal);
      }
      addFeedback(users.values, feedback.values, ratings, size);
      this.keep(users.values, items.values, ratings);
    } finally {
      space.dispose();
    }
  }

  #startingFeedback(ratings: SparseMatrix): Float32Array {
    const random = new RandomGenerator(this.config.seed).fork("feedback");
    const { size, offsetPlace } = this;
    const values = new Float32Array(ratings.columnCount * size);
    for (let at = 0; at < values.length; at++) {
      if (at % size < offsetPlace) values[at] = sampleNormal(random, 0, SPREAD);
    }
    return values;
  }
}

/** x_u += |N_u|^(-1/2) sum over j in N_u of f_j */
function addFeedback(
  users: Float32Array,
  feedback: Float32Array,
  ratings: SparseMatrix,
  size: number,
): void {
  for (let user = 0; user < ratings.rowCount; user++) {
    const rated = ratings.rowColumns(user);
    const root = 1 / Math.sqrt(rated.length);
    for (const item of rated) {
      for (let k = 0; k < size; k++) users[user * size + k] += root * feedback[item * size + k];
    }
  }
}
