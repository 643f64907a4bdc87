import { type Interactions } from "../data";
import { type DenseMatrix, denseMatrix, type SparseMatrix } from "../matrices";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig } from "./hyperparameters";
import { type ModelState } from "./Model";
import {
  expectedRating,
  offset,
  type OffsetConfig,
  offsetDefaults,
  type Offsets,
  offsets,
} from "./offsets";
import { RatingModel, ratingsMatrix } from "./RatingModel";

export type BaselineBiasesConfig = OffsetConfig;

export const baselineBiasesDefaults: BaselineBiasesConfig = offsetDefaults;

/**
 * Baseline biases: a rating is the mean, plus how generous the user is, plus how liked the item
 * is. The floor of every comparison of ratings.
 *
 *     r(u, i) = mean + b(u) + b(i)
 *
 * with the offsets of `offsets`.
 */
export class BaselineBiases extends RatingModel<BaselineBiasesConfig> implements FoldIn {
  readonly name = "BaselineBiases";
  #offsets: Offsets = { mean: 0, user: new Float64Array(0), item: new Float64Array(0) };

  constructor(config: Partial<BaselineBiasesConfig> = {}) {
    super(completeConfig("BaselineBiases", config, baselineBiasesDefaults));
  }

  protected override learnRatings(ratings: SparseMatrix): Promise<void> {
    this.#offsets = offsets(ratings, this.mean, this.config);
    return Promise.resolve();
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return this.#score(Float64Array.from(userIndices, (user) => this.#offsets.user[user]));
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const ratings = ratingsMatrix(alignItems(interactions, this.items));
    const { mean, item } = this.#offsets;
    const { userRegularization } = this.config;
    return this.#score(
      Float64Array.from({ length: ratings.rowCount }, (_, user) =>
        offset(ratings, user, mean, item, userRegularization),
      ),
    );
  }

  #score(userOffset: Float64Array): DenseMatrix {
    const { mean, item } = this.#offsets;
    const scores = new Float32Array(userOffset.length * item.length);
    for (let row = 0; row < userOffset.length; row++) {
      for (let i = 0; i < item.length; i++) {
        scores[row * item.length + i] = mean + userOffset[row] + item[i];
      }
    }
    return denseMatrix(scores, userOffset.length, item.length);
  }

  protected override expectation(userIndex: number, itemIndex: number): number {
    return expectedRating(this.#offsets, userIndex, itemIndex);
  }

  protected override ratingState(): ModelState {
    const { user, item } = this.#offsets;
    return { arrays: { userOffset: user, itemOffset: item }, settings: {} };
  }

  protected override restoreRatings({ arrays }: ModelState): void {
    const user = arrays.userOffset as Float64Array;
    this.#offsets = { mean: this.mean, user, item: arrays.itemOffset as Float64Array };
  }
}
