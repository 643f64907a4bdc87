import { type Interactions, type MatrixOptions } from "../data";
import { type DenseMatrix, denseMatrix, SparseMatrix } from "../matrices";
import { alignItems, type FoldIn } from "./FoldIn";
import { type FitOptions, Model, type ModelState } from "./Model";

/**
 * A model that learns how much each item speaks for each other one, and scores by it:
 *
 *     score(u, i) = sum over items j of u's history of x(u, j) w(j, i)
 *
 * so any user with a history can be scored, known at fit or not. A model's own file says how
 * the weights are learned.
 */
export abstract class ItemToItem<Config extends MatrixOptions>
  extends Model<Config>
  implements FoldIn
{
  /** Users x items, as the config values cells. */
  #histories: SparseMatrix = SparseMatrix.fromEntries([0, 0], [], []);
  /** Shape [history item, scored item]. */
  #weights: DenseMatrix | SparseMatrix = this.#histories;

  /** @returns w, shape [history item, scored item] */
  protected abstract learnWeights(
    histories: SparseMatrix,
    options: FitOptions,
  ): Promise<DenseMatrix | SparseMatrix>;

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const histories = interactions.matrix(this.config);
    this.#weights = await this.learnWeights(histories, options);
    this.#histories = histories;
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return scoreHistories(this.#histories, userIndices, this.#weights);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const histories = alignItems(interactions, this.items).matrix(this.config);
    const everybody = Int32Array.from({ length: histories.rowCount }, (_, user) => user);
    return scoreHistories(histories, everybody, this.#weights);
  }

  /** The learned weights, shape [history item, scored item]: what explains a score. */
  get weights(): DenseMatrix | SparseMatrix {
    return this.#weights;
  }

  protected override state(): ModelState {
    const { rowStart, columnIndex, value } = this.#histories;
    const histories = { historyRowStart: rowStart, historyItem: columnIndex, historyValue: value };
    const weights = this.#weights;
    if (!(weights instanceof SparseMatrix)) {
      return { arrays: { ...histories, weights: weights.values }, settings: {} };
    }
    return {
      arrays: {
        ...histories,
        weightRowStart: weights.rowStart,
        weightItem: weights.columnIndex,
        weightValue: weights.value,
      },
      settings: {},
    };
  }

  protected override restore({ arrays }: ModelState): void {
    const itemCount = this.items.size;
    const sparse = (rowCount: number, name: string): SparseMatrix =>
      new SparseMatrix({
        rowCount,
        columnCount: itemCount,
        rowStart: arrays[`${name}RowStart`] as Int32Array,
        columnIndex: arrays[`${name}Item`] as Int32Array,
        value: arrays[`${name}Value`] as Float32Array,
      });
    this.#histories = sparse(this.users.size, "history");
    this.#weights =
      "weights" in arrays
        ? denseMatrix(arrays.weights as Float32Array, itemCount, itemCount)
        : sparse(itemCount, "weight");
  }
}

/** Histories times weights, for the rows asked for, shape [rows, items]. */
function scoreHistories(
  histories: SparseMatrix,
  rows: Int32Array,
  weights: DenseMatrix | SparseMatrix,
): DenseMatrix {
  const itemCount = weights.columnCount;
  const scores = new Float32Array(rows.length * itemCount);
  for (let row = 0; row < rows.length; row++) {
    const sums = scores.subarray(row * itemCount, (row + 1) * itemCount);
    for (let e = histories.rowStart[rows[row]]; e < histories.rowStart[rows[row] + 1]; e++) {
      if (weights instanceof SparseMatrix) {
        addSparseRow(sums, weights, histories.columnIndex[e], histories.value[e]);
      } else {
        addDenseRow(sums, weights, histories.columnIndex[e], histories.value[e]);
      }
    }
  }
  return denseMatrix(scores, rows.length, itemCount);
}

function addSparseRow(
  sums: Float32Array,
  { rowStart, columnIndex, value }: SparseMatrix,
  row: number,
  amount: number,
): void {
  const end = rowStart[row + 1];
  for (let e = rowStart[row]; e < end; e++) sums[columnIndex[e]] += amount * value[e];
}

function addDenseRow(
  sums: Float32Array,
  { values, columnCount }: DenseMatrix,
  row: number,
  amount: number,
): void {
  const start = row * columnCount;
  for (let column = 0; column < columnCount; column++) {
    sums[column] += amount * values[start + column];
  }
}
