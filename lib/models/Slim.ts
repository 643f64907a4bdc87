import { type DenseMatrix, SparseMatrix } from "../matrices";
import { wholeGram } from "./gram";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { ItemToItem } from "./ItemToItem";
import { type FitOptions, type ProbabilityRule } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { similarityDefaults, similarRows } from "./similarRows";

export type SlimConfig = Pick<
  Hyperparameters,
  | "cell"
  | "kindWeights"
  | "regularization"
  | "l1Regularization"
  | "nonNegative"
  | "neighbourCount"
  | "iterations"
  | "tolerance"
  | "maxItems"
>;

export const slimDefaults: SlimConfig = {
  cell: "one",
  kindWeights: {},
  regularization: 50,
  l1Regularization: 5,
  nonNegative: true,
  neighbourCount: 200,
  iterations: 100,
  tolerance: 1e-4,
  maxItems: 10_000,
};

/**
 * SLIM: each item rebuilt from few others, by an elastic net solved by coordinate descent.
 *
 *     min over w of 1/2 ||x_i - X w||^2 + l2 / 2 ||w||^2 + l1 ||w||_1,  w(i) = 0, w >= 0
 *
 * for every item i, with l2 `regularization` and l1 `l1Regularization`; w >= 0 unless
 * `nonNegative` is false. Only the `neighbourCount` items of highest cosine to i may have a
 * weight (the paper's fsSLIM); with as many as the catalogue has, it is SLIM itself. A descent
 * ends when no weight moved by more than `tolerance`, or after `iterations` rounds.
 *
 * @see Ning and Karypis (2011), SLIM: sparse linear methods for top-n recommender systems,
 * doi:10.1109/ICDM.2011.134
 */
export class Slim extends ItemToItem<SlimConfig> {
  readonly name = "Slim";
  readonly probabilityRule: ProbabilityRule = "softmax";

  constructor(config: Partial<SlimConfig> = {}) {
    super(completeConfig("Slim", config, slimDefaults));
  }

  protected override async learnWeights(
    histories: SparseMatrix,
    { signal, onProgress }: FitOptions,
  ): Promise<SparseMatrix> {
    const { maxItems, neighbourCount } = this.config;
    const itemCount = histories.columnCount;
    const products = wholeGram("Slim", histories, maxItems);
    const candidates = similarRows(
      histories.transpose(),
      neighbourCount,
      similarityDefaults,
    ).transpose();
    const from: number[] = [];
    const to: number[] = [];
    const weights: number[] = [];
    for (let item = 0; item < itemCount; item++) {
      if (item % 64 === 0) {
        await pauseToInterrupt(signal);
        onProgress?.({ unit: "item", done: item, total: itemCount });
      }
      const others = candidates.rowColumns(item);
      elasticNet(products, others, item, this.config).forEach((weight, n) => {
        if (weight === 0) return;
        from.push(others[n]);
        to.push(item);
        weights.push(weight);
      });
    }
    return SparseMatrix.fromEntries([itemCount, itemCount], from, to, weights);
  }
}

/**
 * The elastic net of one target on some features, from the matrix of inner products.
 *
 * @returns a weight for each feature, shape [features]
 */
function elasticNet(
  { values, columnCount }: DenseMatrix,
  features: Int32Array,
  target: number,
  config: SlimConfig,
): Float64Array {
  const { regularization, l1Regularization, nonNegative, iterations, tolerance } = config;
  const count = features.length;
  const products = new Float64Array(count * count);
  // What is left to explain along each feature: <x_f, x_target - X w>.
  const left = new Float64Array(count);
  for (let a = 0; a < count; a++) {
    left[a] = values[features[a] * columnCount + target];
    for (let b = 0; b < count; b++) {
      products[a * count + b] = values[features[a] * columnCount + features[b]];
    }
  }
  const weights = new Float64Array(count);
  for (let round = 0; round < iterations; round++) {
    let largestMove = 0;
    for (let a = 0; a < count; a++) {
      const square = products[a * count + a];
      const pull = left[a] + square * weights[a];
      const weight = shrink(pull, l1Regularization, nonNegative) / (square + regularization);
      const move = weight - weights[a];
      if (move === 0) continue;
      weights[a] = weight;
      for (let b = 0; b < count; b++) left[b] -= move * products[a * count + b];
      largestMove = Math.max(largestMove, Math.abs(move));
    }
    if (largestMove <= tolerance) break;
  }
  return weights;
}

/** Towards 0 by the penalty; not below 0 where that isn't wanted. */
function shrink(pull: number, penalty: number, nonNegative: boolean): number {
  if (pull > penalty) return pull - penalty;
  if (pull < -penalty && !nonNegative) return pull + penalty;
  return 0;
}
