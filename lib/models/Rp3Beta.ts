import { SparseMatrix } from "../matrices";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { ItemToItem } from "./ItemToItem";
import { type FitOptions, type ProbabilityRule } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { topItems } from "./topItems";

export type Rp3BetaConfig = Pick<
  Hyperparameters,
  "cell" | "kindWeights" | "alpha" | "beta" | "neighbourCount"
>;

export const rp3BetaDefaults: Rp3BetaConfig = {
  cell: "one",
  kindWeights: {},
  alpha: 1,
  beta: 0.6,
  neighbourCount: 100,
};

/**
 * RP3beta: random walks of three steps, user to item to user to item, that are led away from
 * popular items.
 *
 *     P(u, i) = x(u, i) / sum over j of x(u, j),   P(i, u) = x(u, i) / sum over v of x(v, i)
 *     w(j, i) = sum over users of P(j, u)^alpha P(u, i)^alpha / (sum over v of x(v, i))^beta
 *
 * Each item j keeps the `neighbourCount` items with the largest w(j, i), itself left out; ties
 * go to the lower position. The walk's first step is the user's history itself. Values must be
 * at least 0.
 *
 * @see Paudel, Christoffel, Newell and Bernstein (2017), Updatable, accurate, diverse, and
 * scalable recommendations for interactive applications, doi:10.1145/2955101
 */
export class Rp3Beta extends ItemToItem<Rp3BetaConfig> {
  readonly name = "Rp3Beta";
  readonly probabilityRule: ProbabilityRule = "normalised";

  constructor(config: Partial<Rp3BetaConfig> = {}) {
    super(completeConfig("Rp3Beta", config, rp3BetaDefaults));
  }

  protected override async learnWeights(
    histories: SparseMatrix,
    { signal, onProgress }: FitOptions,
  ): Promise<SparseMatrix> {
    const { alpha, beta, neighbourCount } = this.config;
    const itemCount = histories.columnCount;
    const toItem = stepProbabilities(histories, alpha);
    const toUser = stepProbabilities(histories.transpose(), alpha);
    const damping = rowSums(histories.transpose()).map((sum) => (sum > 0 ? sum ** -beta : 0));
    const from: number[] = [];
    const to: number[] = [];
    const weights: number[] = [];
    const reached = new Float32Array(itemCount);
    for (let item = 0; item < itemCount; item++) {
      if (item % 256 === 0) {
        await pauseToInterrupt(signal);
        onProgress?.({ unit: "item", done: item, total: itemCount });
      }
      reached.fill(0);
      const users = toUser.rowColumns(item);
      const chances = toUser.rowValues(item);
      users.forEach((user, n) => {
        for (let e = toItem.rowStart[user]; e < toItem.rowStart[user + 1]; e++) {
          reached[toItem.columnIndex[e]] += chances[n] * toItem.value[e];
        }
      });
      for (let other = 0; other < itemCount; other++) reached[other] *= damping[other];
      for (const other of topItems(reached, neighbourCount, Int32Array.of(item))) {
        if (reached[other] === 0) break;
        from.push(item);
        to.push(other);
        weights.push(reached[other]);
      }
    }
    return SparseMatrix.fromEntries([itemCount, itemCount], from, to, weights);
  }
}

/** Each row divided by its sum, to the power of alpha. */
function stepProbabilities(matrix: SparseMatrix, alpha: number): SparseMatrix {
  const { rowCount, columnCount, rowStart, columnIndex } = matrix;
  const sums = rowSums(matrix);
  const value = matrix.value.slice();
  for (let row = 0; row < rowCount; row++) {
    for (let e = rowStart[row]; e < rowStart[row + 1]; e++) {
      if (value[e] < 0) {
        throw new RangeError(`Rp3Beta requires values of at least 0, got ${value[e]}`);
      }
      value[e] = sums[row] > 0 ? (value[e] / sums[row]) ** alpha : 0;
    }
  }
  return new SparseMatrix({ rowCount, columnCount, rowStart, columnIndex, value });
}

function rowSums(matrix: SparseMatrix): Float64Array {
  return Float64Array.from({ length: matrix.rowCount }, (_, row) =>
    matrix.rowValues(row).reduce((sum, value) => sum + value, 0),
  );
}
