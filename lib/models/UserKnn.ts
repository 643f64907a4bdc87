import { type Interactions } from "../data";
import { type DenseMatrix, denseMatrix, SparseMatrix } from "../matrices";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig } from "./hyperparameters";
import { type ItemKnnConfig, itemKnnDefaults } from "./ItemKnn";
import { Model, type ModelState, type ProbabilityRule } from "./Model";
import { similarRows } from "./similarRows";

/** The settings are those of `ItemKnn`, with users for items. */
export type UserKnnConfig = ItemKnnConfig;

export const userKnnDefaults: UserKnnConfig = itemKnnDefaults;

/**
 * User neighbours: an item is scored by who, among the users most like this one, chose it.
 *
 *     score(u, i) = sum over users v in N(u) of similarity(u, v) x(v, i)
 *
 * N(u) are the `neighbourCount` users most similar to u, itself left out. For the similarities
 * see `similarRows`; the users are its rows, the items its features. A user folded in is left
 * out too where the fitted log has one of the same id.
 *
 * @see Herlocker, Konstan, Borchers and Riedl (1999), An algorithmic framework for performing
 * collaborative filtering, doi:10.1145/312624.312682
 */
export class UserKnn extends Model<UserKnnConfig> implements FoldIn {
  readonly name = "UserKnn";
  readonly probabilityRule: ProbabilityRule = "normalised";
  /** Users x items, as the config values cells. */
  #histories = SparseMatrix.fromEntries([0, 0], [], []);
  /** Similarities, shape [users, neighbours among users]. */
  #neighbours = this.#histories;

  constructor(config: Partial<UserKnnConfig> = {}) {
    super(completeConfig("UserKnn", config, userKnnDefaults));
  }

  protected override learn(interactions: Interactions): Promise<void> {
    this.#histories = interactions.matrix(this.config);
    const { neighbourCount } = this.config;
    this.#neighbours = similarRows(this.#histories, neighbourCount, this.config).transpose();
    return Promise.resolve();
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return this.#score(this.#neighbours, userIndices);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const rows = alignItems(interactions, this.items).matrix(this.config);
    const self = Int32Array.from(interactions.users.ids, (id) =>
      this.users.has(id) ? this.users.indexOf(id) : -1,
    );
    const { neighbourCount } = this.config;
    const similar = similarRows(this.#histories, neighbourCount, this.config, { rows, self });
    const everybody = self.map((_, row) => row);
    return this.#score(similar.transpose(), everybody);
  }

  #score(neighbours: SparseMatrix, rows: Int32Array): DenseMatrix {
    const itemCount = this.items.size;
    const scores = new Float32Array(rows.length * itemCount);
    rows.forEach((row, place) => {
      const sums = scores.subarray(place * itemCount, (place + 1) * itemCount);
      const similarities = neighbours.rowValues(row);
      neighbours.rowColumns(row).forEach((user, n) => {
        const { rowStart, columnIndex, value } = this.#histories;
        for (let e = rowStart[user]; e < rowStart[user + 1]; e++) {
          sums[columnIndex[e]] += similarities[n] * value[e];
        }
      });
    });
    return denseMatrix(scores, rows.length, itemCount);
  }

  protected override state(): ModelState {
    return {
      arrays: {
        historyRowStart: this.#histories.rowStart,
        historyItem: this.#histories.columnIndex,
        historyValue: this.#histories.value,
        neighbourRowStart: this.#neighbours.rowStart,
        neighbourUser: this.#neighbours.columnIndex,
        neighbourSimilarity: this.#neighbours.value,
      },
      settings: {},
    };
  }

  protected override restore({ arrays }: ModelState): void {
    const rowCount = this.users.size;
    this.#histories = new SparseMatrix({
      rowCount,
      columnCount: this.items.size,
      rowStart: arrays.historyRowStart as Int32Array,
      columnIndex: arrays.historyItem as Int32Array,
      value: arrays.historyValue as Float32Array,
    });
    this.#neighbours = new SparseMatrix({
      rowCount,
      columnCount: rowCount,
      rowStart: arrays.neighbourRowStart as Int32Array,
      columnIndex: arrays.neighbourUser as Int32Array,
      value: arrays.neighbourSimilarity as Float32Array,
    });
  }
}
