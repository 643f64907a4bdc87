import { type DenseMatrix, type SparseMatrix } from "../matrices";
import { invertPositiveDefinite } from "../native";
import { wholeGram } from "./gram";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { ItemToItem } from "./ItemToItem";
import { type FitOptions, type ProbabilityRule } from "./Model";

export type EaseConfig = Pick<
  Hyperparameters,
  "cell" | "kindWeights" | "regularization" | "maxItems"
>;

export const easeDefaults: EaseConfig = {
  cell: "one",
  kindWeights: {},
  regularization: 300,
  maxItems: 10_000,
};

/**
 * EASE: the linear model that best rebuilds each user's history from itself, with no item
 * allowed to speak for itself; solved in closed form.
 *
 *     min over B of ||X - X B||^2 + lambda ||B||^2  subject to diag(B) = 0
 *     P = inv(X'X + lambda I),   B(i, j) = -P(i, j) / P(j, j),   B(j, j) = 0
 *
 * lambda is `regularization`. Single precision; memory is two to three items x items matrices
 * while fitting and one afterwards, so longer catalogues than `maxItems` are refused.
 *
 * @see Steck (2019), Embarrassingly Shallow Autoencoders for Sparse Data, eq. 8,
 * doi:10.1145/3308558.3313710
 */
export class Ease extends ItemToItem<EaseConfig> {
  readonly name = "Ease";
  readonly probabilityRule: ProbabilityRule = "softmax";

  constructor(config: Partial<EaseConfig> = {}) {
    super(completeConfig("Ease", config, easeDefaults));
  }

  protected override async learnWeights(
    histories: SparseMatrix,
    { onProgress, signal }: FitOptions,
  ): Promise<DenseMatrix> {
    const { maxItems, regularization } = this.config;
    const matrix = wholeGram("Ease", histories, maxItems, regularization);
    await invertPositiveDefinite(matrix, {
      signal,
      onProgress: (done, total) => onProgress?.({ unit: "block", done, total }),
    });
    inverseToWeights(matrix);
    return matrix;
  }
}

/** B from P, in place. */
function inverseToWeights({ values, rowCount }: DenseMatrix): void {
  const scale = Float32Array.from({ length: rowCount }, (_, j) => -1 / values[j * rowCount + j]);
  for (let i = 0; i < rowCount; i++) {
    const row = i * rowCount;
    for (let j = 0; j < rowCount; j++) values[row + j] *= scale[j];
    values[row + i] = 0;
  }
}
