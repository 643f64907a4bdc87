import type * as tfjs from "@tensorflow/tfjs-node";
import { SparseMatrix } from "../matrices";
import { invertPositiveDefinite, tf } from "../native";
import { wholeGram } from "./gram";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { ItemToItem } from "./ItemToItem";
import { type FitOptions, type ProbabilityRule } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";

export type AdmmSlimConfig = Pick<
  Hyperparameters,
  | "cell"
  | "kindWeights"
  | "regularization"
  | "l1Regularization"
  | "nonNegative"
  | "penalty"
  | "iterations"
  | "maxItems"
>;

export const admmSlimDefaults: AdmmSlimConfig = {
  cell: "one",
  kindWeights: {},
  regularization: 300,
  l1Regularization: 1,
  nonNegative: true,
  penalty: 1000,
  iterations: 50,
  maxItems: 10_000,
};

/**
 * ADMM-SLIM: SLIM's objective for all items at once, by the alternating direction method of
 * multipliers.
 *
 *     min over B of 1/2 ||X - X B||^2 + l2 / 2 ||B||^2 + l1 ||B||_1,  diag(B) = 0, B >= 0
 *
 *     P = inv(X'X + (l2 + rho) I),   A = P X'X
 *     B <- A + P (rho C - G) - P diag(diag(A + P (rho C - G)) / diag(P))
 *     C <- soft(B + G / rho, l1 / rho), at least 0 if `nonNegative`;   G <- G + rho (B - C)
 *
 * with l2 `regularization`, l1 `l1Regularization` and rho `penalty`, for `iterations` rounds from
 * C = G = 0; the weights are C. Without l1 and non-negativity it tends to EASE. Single
 * precision; six items x items matrices while fitting.
 *
 * @see Steck, Dimakopoulou, Riabov and Jebara (2020), ADMM SLIM: sparse recommendations for many
 * users, doi:10.1145/3336191.3371774
 */
export class AdmmSlim extends ItemToItem<AdmmSlimConfig> {
  readonly name = "AdmmSlim";
  readonly probabilityRule: ProbabilityRule = "softmax";

  constructor(config: Partial<AdmmSlimConfig> = {}) {
    super(completeConfig("AdmmSlim", config, admmSlimDefaults));
  }

  protected override async learnWeights(
    histories: SparseMatrix,
    { signal, onProgress }: FitOptions,
  ): Promise<SparseMatrix> {
    const { maxItems, regularization, penalty, iterations } = this.config;
    const itemCount = histories.columnCount;
    const matrix = wholeGram("AdmmSlim", histories, maxItems, regularization + penalty);
    await invertPositiveDefinite(matrix, { signal });
    const inverse = tf.tensor2d(matrix.values, [itemCount, itemCount]);
    let state: Multipliers = { c: tf.zerosLike(inverse), g: tf.zerosLike(inverse) };
    try {
      for (let iteration = 0; iteration < iterations; iteration++) {
        await pauseToInterrupt(signal);
        const next = step(inverse, state, this.config);
        tf.dispose([state.c, state.g]);
        state = next;
        onProgress?.({ unit: "iteration", done: iteration + 1, total: iterations });
      }
      return nonZeros(state.c.dataSync<"float32">(), itemCount);
    } finally {
      tf.dispose([inverse, state.c, state.g]);
    }
  }
}

interface Multipliers {
  readonly c: tfjs.Tensor2D;
  readonly g: tfjs.Tensor2D;
}

/** One round; the caller owns what it gives. */
function step(inverse: tfjs.Tensor2D, { c, g }: Multipliers, config: AdmmSlimConfig): Multipliers {
  const { regularization, l1Regularization, nonNegative, penalty } = config;
  const [nextC, nextG] = tf.tidy((): tfjs.Tensor[] => {
    const diagonal = diagonalOf(inverse);
    // A = P X'X = I - (l2 + rho) P.
    const pull = tf.sub(tf.mul(c, penalty), g);
    const free = tf.add(
      tf.sub(tf.eye(inverse.shape[0]), tf.mul(inverse, regularization + penalty)),
      tf.matMul(inverse, pull),
    );
    const multiplier = tf.div(diagonalOf(free as tfjs.Tensor2D), diagonal); // [items]
    const b = tf.sub(free, tf.mul(inverse, multiplier));
    const target = tf.add(b, tf.div(g, penalty));
    const threshold = l1Regularization / penalty;
    const above = tf.relu(tf.sub(target, threshold));
    const shrunk = nonNegative ? above : tf.sub(above, tf.relu(tf.sub(tf.neg(target), threshold)));
    return [shrunk, tf.add(g, tf.mul(tf.sub(b, shrunk), penalty))];
  });
  return { c: nextC as tfjs.Tensor2D, g: nextG as tfjs.Tensor2D };
}

function diagonalOf(matrix: tfjs.Tensor2D): tfjs.Tensor {
  return tf.sum(tf.mul(matrix, tf.eye(matrix.shape[0])), 0);
}

/** The cells that aren't 0, without the diagonal. */
function nonZeros(values: Float32Array, size: number): SparseMatrix {
  const rows: number[] = [];
  const columns: number[] = [];
  const weights: number[] = [];
  for (let cell = 0; cell < values.length; cell++) {
    const row = Math.floor(cell / size);
    const column = cell % size;
    if (values[cell] === 0 || row === column) continue;
    rows.push(row);
    columns.push(column);
    weights.push(values[cell]);
  }
  return SparseMatrix.fromEntries([size, size], rows, columns, weights);
}
