import { type Interactions } from "../data";
import { matrixRow, SparseMatrix } from "../matrices";
import { type FitOptions, Model, type ModelState, type ProbabilityRule } from "./Model";

/**
 * A model whose scores are the ratings that users are expected to give, on the scale of the
 * fitted values. Several ratings of one item by one user count as their mean.
 *
 * Rank by it with care: the best predicted rating isn't the likeliest next choice.
 */
export abstract class RatingModel<Config extends object> extends Model<Config> {
  override readonly probabilityRule: ProbabilityRule = "softmax";
  #mean = 0;
  #lowest = 0;
  #highest = 0;

  /** Learns from users x items ratings and their mean. */
  protected abstract learnRatings(ratings: SparseMatrix, options: FitOptions): Promise<void>;

  protected abstract ratingState(): ModelState;

  protected abstract restoreRatings(state: ModelState): void;

  /** The expected rating where the user, the item or both are unknown, given as -1. */
  protected abstract expectation(userIndex: number, itemIndex: number): number;

  /** The mean of the fitted ratings. */
  get mean(): number {
    return this.#mean;
  }

  /**
   * Expected ratings of pairs of users and items, by id, held within the range of the fitted
   * ratings; unknown ids are allowed.
   *
   * @returns shape [pairs]
   * @throws RangeError if there are more users than items, or the other way round
   */
  predict(users: readonly string[], items: readonly string[]): Float64Array {
    if (users.length !== items.length) {
      throw new RangeError(
        `predict requires as many users as items, got ${users.length} and ${items.length}`,
      );
    }
    const predictions = new Float64Array(users.length);
    const pairsOf = new Map<string, number[]>();
    users.forEach((user, pair) => {
      const pairs = pairsOf.get(user);
      if (pairs) pairs.push(pair);
      else pairsOf.set(user, [pair]);
    });
    for (const [user, pairs] of pairsOf) {
      const userIndex = this.users.has(user) ? this.users.indexOf(user) : -1;
      const scores =
        userIndex >= 0 ? matrixRow(this.scores(Int32Array.of(userIndex)), 0) : undefined;
      for (const pair of pairs) {
        const item = items[pair];
        const itemIndex = this.items.has(item) ? this.items.indexOf(item) : -1;
        const rating =
          scores && itemIndex >= 0 ? scores[itemIndex] : this.expectation(userIndex, itemIndex);
        predictions[pair] = Math.min(this.#highest, Math.max(this.#lowest, rating));
      }
    }
    return predictions;
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const ratings = ratingsMatrix(interactions);
    this.#lowest = ratings.value.reduce((low, value) => Math.min(low, value), Infinity);
    this.#highest = ratings.value.reduce((high, value) => Math.max(high, value), -Infinity);
    this.#mean = ratings.value.reduce((sum, value) => sum + value, 0) / ratings.entryCount;
    await this.learnRatings(ratings, options);
  }

  protected override state(): ModelState {
    const { arrays, settings } = this.ratingState();
    const range = { mean: this.#mean, lowest: this.#lowest, highest: this.#highest };
    return { arrays, settings: { ...settings, ...range } };
  }

  protected override restore(state: ModelState): void {
    this.#mean = state.settings.mean as number;
    this.#lowest = state.settings.lowest as number;
    this.#highest = state.settings.highest as number;
    this.restoreRatings(state);
  }
}

/** Users x items, the mean value of each pair. */
export function ratingsMatrix(interactions: Interactions): SparseMatrix {
  const sums = interactions.matrix({ cell: "value" });
  if (sums.entryCount === interactions.count) return sums;
  const counts = interactions.matrix({ cell: "count" });
  return new SparseMatrix({
    rowCount: sums.rowCount,
    columnCount: sums.columnCount,
    rowStart: sums.rowStart,
    columnIndex: sums.columnIndex,
    value: sums.value.map((sum, entry) => sum / counts.value[entry]),
  });
}
