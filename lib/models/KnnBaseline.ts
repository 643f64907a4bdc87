import { type Interactions } from "../data";
import { type DenseMatrix, denseMatrix, SparseMatrix } from "../matrices";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
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

export type KnnBaselineConfig = OffsetConfig &
  Pick<Hyperparameters, "neighbourCount" | "minNeighbourCount">;

export const knnBaselineDefaults: KnnBaselineConfig = {
  ...offsetDefaults,
  neighbourCount: 40,
  minNeighbourCount: 1,
};

/**
 * User neighbours on ratings: the baseline, moved by how those who rate alike stray from theirs.
 *
 *     similarity(u, v) = 1 / (1 + mean over items both rated of (r(u, i) - r(v, i))^2)
 *     r(u, i) = b(u, i) + sum over v of similarity(u, v) (r(v, i) - b(v, i)) / sum of similarity
 *
 * over the `neighbourCount` users v most similar to u who rated i (ties: the lower position),
 * with b(u, i) = mean + b(u) + b(i) as in `BaselineBiases`. With fewer than `minNeighbourCount`
 * of them the baseline stands.
 *
 * @see Koren (2010), Factor in the neighbors: scalable and accurate collaborative filtering,
 * eq. 3, doi:10.1145/1644873.1644874
 */
export class KnnBaseline extends RatingModel<KnnBaselineConfig> implements FoldIn {
  readonly name = "KnnBaseline";
  #offsets: Offsets = { mean: 0, user: new Float64Array(0), item: new Float64Array(0) };
  #ratings = SparseMatrix.fromEntries([0, 0], [], []);

  constructor(config: Partial<KnnBaselineConfig> = {}) {
    super(completeConfig("KnnBaseline", config, knnBaselineDefaults));
  }

  protected override learnRatings(ratings: SparseMatrix): Promise<void> {
    this.#ratings = ratings;
    this.#offsets = offsets(ratings, this.mean, this.config);
    return Promise.resolve();
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return this.#score(this.#ratings, userIndices, (row) => row);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const ratings = ratingsMatrix(alignItems(interactions, this.items));
    const everybody = Int32Array.from({ length: ratings.rowCount }, (_, user) => user);
    const { ids } = interactions.users;
    return this.#score(ratings, everybody, (row) =>
      this.users.has(ids[row]) ? this.users.indexOf(ids[row]) : -1,
    );
  }

  #score(ratings: SparseMatrix, rows: Int32Array, selfOf: (row: number) => number): DenseMatrix {
    const { mean, item } = this.#offsets;
    const { userRegularization } = this.config;
    const scores = new Float32Array(rows.length * item.length);
    rows.forEach((row, place) => {
      const own = offset(ratings, row, mean, item, userRegularization);
      const neighbours = similarRaters(this.#ratings, ratings, row, selfOf(row));
      const moves = this.#moves(neighbours);
      for (let i = 0; i < item.length; i++) {
        scores[place * item.length + i] = mean + own + item[i] + moves[i];
      }
    });
    return denseMatrix(scores, rows.length, item.length);
  }

  /** How neighbours, most similar first, move each item from the baseline; shape [items]. */
  #moves(neighbours: readonly Neighbour[]): Float64Array {
    const { rowStart, columnIndex, value } = this.#ratings;
    const { neighbourCount, minNeighbourCount } = this.config;
    const itemCount = this.#ratings.columnCount;
    const moves = new Float64Array(itemCount);
    const weights = new Float64Array(itemCount);
    const counts = new Int32Array(itemCount);
    for (const { user, similarity } of neighbours) {
      for (let e = rowStart[user]; e < rowStart[user + 1]; e++) {
        const i = columnIndex[e];
        if (counts[i] === neighbourCount) continue;
        counts[i]++;
        weights[i] += similarity;
        moves[i] += similarity * (value[e] - expectedRating(this.#offsets, user, i));
      }
    }
    return moves.map((move, i) => (counts[i] >= minNeighbourCount ? move / weights[i] : 0));
  }

  protected override expectation(userIndex: number, itemIndex: number): number {
    return expectedRating(this.#offsets, userIndex, itemIndex);
  }

  protected override ratingState(): ModelState {
    const { rowStart, columnIndex, value } = this.#ratings;
    const { user, item } = this.#offsets;
    return {
      arrays: {
        ratingRowStart: rowStart,
        ratingItem: columnIndex,
        rating: value,
        userOffset: user,
        itemOffset: item,
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
    const user = arrays.userOffset as Float64Array;
    this.#offsets = { mean: this.mean, user, item: arrays.itemOffset as Float64Array };
  }
}

interface Neighbour {
  readonly user: number;
  readonly similarity: number;
}

/** Who rated anything together with a row of `ratings`, most similar first. */
function similarRaters(
  raters: SparseMatrix,
  ratings: SparseMatrix,
  row: number,
  self: number,
): Neighbour[] {
  const byItem = raters.transpose();
  const squares = new Float64Array(raters.rowCount);
  const counts = new Int32Array(raters.rowCount);
  for (let e = ratings.rowStart[row]; e < ratings.rowStart[row + 1]; e++) {
    const item = ratings.columnIndex[e];
    for (let other = byItem.rowStart[item]; other < byItem.rowStart[item + 1]; other++) {
      squares[byItem.columnIndex[other]] += (ratings.value[e] - byItem.value[other]) ** 2;
      counts[byItem.columnIndex[other]]++;
    }
  }
  const neighbours: Neighbour[] = [];
  for (let user = 0; user < raters.rowCount; user++) {
    if (user === self || counts[user] === 0) continue;
    neighbours.push({ user, similarity: 1 / (1 + squares[user] / counts[user]) });
  }
  return neighbours.sort((a, b) => b.similarity - a.similarity || a.user - b.user);
}
