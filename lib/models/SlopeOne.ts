import { type Interactions } from "../data";
import { type DenseMatrix, denseMatrix, SparseMatrix } from "../matrices";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { type FitOptions, type ModelState } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { RatingModel, ratingsMatrix } from "./RatingModel";

export type SlopeOneConfig = Pick<Hyperparameters, "maxItems">;

export const slopeOneDefaults: SlopeOneConfig = { maxItems: 10_000 };

/**
 * Slope One: what a user rated one item, moved by how differently those who rated both rated
 * the other.
 *
 *     dev(i, j) = mean over users who rated both of r(u, i) - r(u, j)
 *     r(u, i) = mean(u) + mean over j in R(u, i) of dev(i, j)
 *
 * R(u, i) are the items that u rated and that anybody rated together with i; where there are
 * none, the user's mean stands. Users without ratings have the mean of all. Memory is one
 * items x items matrix: longer catalogues than `maxItems` are refused.
 *
 * @see Lemire and Maclachlan (2005), Slope One predictors for online rating-based collaborative
 * filtering, doi:10.1137/1.9781611972757.43
 */
export class SlopeOne extends RatingModel<SlopeOneConfig> implements FoldIn {
  readonly name = "SlopeOne";
  #ratings = SparseMatrix.fromEntries([0, 0], [], []);
  /** dev(column, row), NaN where nobody rated both; shape [rated item, scored item]. */
  #deviations: Float32Array = new Float32Array(0);

  constructor(config: Partial<SlopeOneConfig> = {}) {
    super(completeConfig("SlopeOne", config, slopeOneDefaults));
  }

  protected override async learnRatings(
    ratings: SparseMatrix,
    { signal, onProgress }: FitOptions,
  ): Promise<void> {
    const { rowCount, columnCount: itemCount, rowStart, columnIndex, value } = ratings;
    if (itemCount > this.config.maxItems) {
      throw new RangeError(
        `SlopeOne.fit requires at most ${this.config.maxItems} items (maxItems), got ${itemCount}`,
      );
    }
    const deviations = new Float32Array(itemCount * itemCount);
    const counts = new Int32Array(itemCount * itemCount);
    for (let user = 0; user < rowCount; user++) {
      if (user % 256 === 0) {
        await pauseToInterrupt(signal);
        onProgress?.({ unit: "user", done: user, total: rowCount });
      }
      for (let rated = rowStart[user]; rated < rowStart[user + 1]; rated++) {
        const row = columnIndex[rated] * itemCount;
        for (let other = rowStart[user]; other < rowStart[user + 1]; other++) {
          deviations[row + columnIndex[other]] += value[other] - value[rated];
          counts[row + columnIndex[other]]++;
        }
      }
    }
    for (let cell = 0; cell < counts.length; cell++) deviations[cell] /= counts[cell];
    this.#deviations = deviations;
    this.#ratings = ratings;
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return this.#score(this.#ratings, userIndices);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const ratings = ratingsMatrix(alignItems(interactions, this.items));
    const everybody = Int32Array.from({ length: ratings.rowCount }, (_, user) => user);
    return this.#score(ratings, everybody);
  }

  #score({ rowStart, columnIndex, value }: SparseMatrix, users: Int32Array): DenseMatrix {
    const itemCount = this.items.size;
    const scores = new Float32Array(users.length * itemCount);
    const sums = new Float64Array(itemCount);
    const counts = new Int32Array(itemCount);
    users.forEach((user, row) => {
      sums.fill(0);
      counts.fill(0);
      let total = 0;
      for (let e = rowStart[user]; e < rowStart[user + 1]; e++) {
        total += value[e];
        const start = columnIndex[e] * itemCount;
        for (let item = 0; item < itemCount; item++) {
          const deviation = this.#deviations[start + item];
          // NaN is the only number that isn't itself.
          if (deviation !== deviation) continue;
          sums[item] += deviation;
          counts[item]++;
        }
      }
      const ratingCount = rowStart[user + 1] - rowStart[user];
      const own = ratingCount > 0 ? total / ratingCount : this.mean;
      for (let item = 0; item < itemCount; item++) {
        scores[row * itemCount + item] = own + (counts[item] > 0 ? sums[item] / counts[item] : 0);
      }
    });
    return denseMatrix(scores, users.length, itemCount);
  }

  protected override expectation(): number {
    return this.mean;
  }

  protected override ratingState(): ModelState {
    const { rowStart, columnIndex, value } = this.#ratings;
    return {
      arrays: {
        ratingRowStart: rowStart,
        ratingItem: columnIndex,
        rating: value,
        deviations: this.#deviations,
      },
      settings: {},
    };
  }

  protected override restoreRatings({ arrays }: ModelState): void {
    this.#ratings = new SparseMatrix({
      rowCount: this.users.size,
      columnCount: this.items.size,
      rowStart: arrays.ratingRowStart as Int32Array,
      columnIndex: arrays.ratingItem as Int32Array,
      value: arrays.rating as Float32Array,
    });
    this.#deviations = arrays.deviations as Float32Array;
  }
}
