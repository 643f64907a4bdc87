import { setImmediate as nextTurn } from "node:timers/promises";
import { type Interactions } from "../data";
import { type DenseMatrix, SparseMatrix } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { RandomGenerator, sampleNormal } from "../probability";
import { FactorModel, innerProducts, paddedSize } from "./FactorModel";
import { gramEigen } from "./factorSteps";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters, type OwnRules } from "./hyperparameters";
import { type FitOptions, type ModelState, type ProbabilityRule } from "./Model";
import { oneOf } from "./settingRules";

export type IalsConfig = Pick<
  Hyperparameters,
  | "cell"
  | "kindWeights"
  | "embeddingSize"
  | "iterations"
  | "regularization"
  | "frequencyExponent"
  | "unobservedWeight"
  | "confidence"
  | "solverSteps"
  | "seed"
> & {
  /** How each row's equations are solved: exactly, or by a few conjugate-gradient steps. */
  readonly solver: "cholesky" | "conjugateGradient";
};

export const ialsDefaults: IalsConfig = {
  cell: "one",
  kindWeights: {},
  embeddingSize: 128,
  iterations: 16,
  regularization: 0.03,
  frequencyExponent: 1,
  unobservedWeight: 0.1,
  confidence: 1,
  solver: "conjugateGradient",
  solverSteps: 3,
  seed: 0,
};

const ialsRules: OwnRules<IalsConfig> = { solver: oneOf("cholesky", "conjugateGradient") };

/**
 * Implicit alternating least squares: factors that give 1 where something was done and 0
 * everywhere else, with more confidence in the first.
 *
 *     min over X, Y of sum over all (u, i) of c_ui (p_ui - <x_u, y_i>)^2
 *                      + sum over rows r of X and Y of lambda_r ||r||^2
 *     p_ui = 1 and c_ui = c_0 + alpha v_ui where there is an interaction of value v, else 0 and c_0
 *     lambda_r = lambda (n_r + c_0 N)^nu
 *
 * with n_r the row's interactions and N the number of rows on the other side. c_0 is
 * `unobservedWeight`, alpha `confidence`, lambda `regularization`, nu `frequencyExponent`: 0 gives
 * the plain penalty of Hu, Koren and Volinsky, 1 the one of "iALS revisited". Interactions whose
 * value is 0 or less count for nothing.
 *
 * Before the rows of one side are solved, both sides are turned into the eigenbasis of the other
 * side's Gram matrix (scores don't change): there each row's equations are a diagonal plus its own
 * few interactions, so that the diagonal preconditions conjugate gradients at no cost, and a row
 * of n interactions is solved exactly through an n x n system where n is small.
 *
 * @see Hu, Koren and Volinsky (2008), Collaborative filtering for implicit feedback datasets,
 *   doi:10.1109/ICDM.2008.22
 * @see Rendle, Krichene, Zhang and Koren (2022), Revisiting the performance of iALS on item
 *   recommendation benchmarks, doi:10.1145/3523227.3548486
 */
export class Ials extends FactorModel<IalsConfig> implements FoldIn {
  readonly name = "Ials";
  readonly probabilityRule: ProbabilityRule = "softmax";
  /** Of the items' Gram matrix, diagonal in the basis of the factors; shape [size]. */
  #gram: Float32Array = new Float32Array(0);

  constructor(config: Partial<IalsConfig> = {}) {
    super(completeConfig("Ials", config, ialsDefaults, ialsRules));
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { iterations, seed } = this.config;
    const histories = positive(interactions.matrix(this.config));
    const size = paddedSize(this.config.embeddingSize);
    const space = new KernelSpace();
    try {
      const random = new RandomGenerator(seed);
      const users = this.#side(space, histories, size, random.fork("users"));
      const items = this.#side(space, histories.transpose(), size, random.fork("items"));
      for (let iteration = 1; iteration <= iterations; iteration++) {
        this.#solve(space, users, items, size, this.config.solver);
        this.#solve(space, items, users, size, this.config.solver);
        options.onProgress?.({ unit: "iteration", done: iteration, total: iterations });
        await nextTurn();
        options.signal?.throwIfAborted();
      }
      // The users once more, exactly: so a user folded in later gets the same factors.
      this.#gram = this.#solve(space, users, items, size, "cholesky");
      this.factors = { size, users: users.rows.values.slice(), items: items.rows.values.slice() };
    } finally {
      space.dispose();
    }
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const histories = positive(alignItems(interactions, this.items).matrix(this.config));
    const { size, items } = this.factors;
    const space = new KernelSpace();
    const users = this.#side(space, histories, size);
    solveRows(space, "cholesky", users, space.float32(items), space.float32(this.#gram), size, [
      this.config.confidence,
      this.config.unobservedWeight,
    ]);
    const folded = { size, users: users.rows.values.slice(), items };
    space.dispose();
    return innerProducts(
      folded,
      Int32Array.from({ length: histories.rowCount }, (_, user) => user),
    );
  }

  /** One side's interactions, penalties and factors in the kernels' memory. */
  #side(space: KernelSpace, matrix: SparseMatrix, size: number, random?: RandomGenerator): Side {
    const { unobservedWeight, frequencyExponent, regularization } = this.config;
    const { rowCount, columnCount, rowStart, columnIndex, value } = matrix;
    const penalty = new Float32Array(rowCount);
    for (let row = 0; row < rowCount; row++) {
      const weight = rowStart[row + 1] - rowStart[row] + unobservedWeight * columnCount;
      penalty[row] = regularization * weight ** frequencyExponent;
    }
    const rows = space.float32(rowCount * size);
    if (random) {
      const { embeddingSize } = this.config;
      const spread = 0.1 / Math.sqrt(embeddingSize);
      for (let row = 0; row < rowCount; row++) {
        for (let k = 0; k < embeddingSize; k++) {
          rows.values[row * size + k] = sampleNormal(random, 0, spread);
        }
      }
    }
    return {
      rowCount,
      rowStart: space.int32(rowStart),
      columnIndex: space.int32(columnIndex),
      value: space.float32(value),
      penalty: space.float32(penalty),
      rows,
      basis: space.float32(size * size),
      gram: space.float32(size),
    };
  }

  /** Solves one side's rows given the other's; gives the other's Gram matrix, now diagonal. */
  #solve(
    space: KernelSpace,
    side: Side,
    other: Side,
    size: number,
    solver: IalsConfig["solver"],
  ): Float32Array {
    const { unobservedWeight, confidence, solverSteps } = this.config;
    const { values, vectors } = gramEigen(space, other.rows, size);
    for (let k = 0; k < size; k++) {
      other.gram.values[k] = unobservedWeight * Math.max(0, values[k]);
      for (let i = 0; i < size; i++) other.basis.values[i * size + k] = vectors[k * size + i];
    }
    const turned = solver === "cholesky" ? [other] : [other, side];
    for (const { rows, rowCount } of turned) {
      space.run("turnRows", rowCount, [rows.address, other.basis.address, size], {
        grain: 256,
        scratchFloats: 4 * size,
      });
    }
    const weights = [confidence, unobservedWeight];
    const rest = solver === "cholesky" ? weights : [solverSteps, ...weights];
    solveRows(space, solver, side, other.rows, other.gram, size, rest);
    return other.gram.values.slice();
  }

  protected override state(): ModelState {
    const { arrays, settings } = super.state();
    return { arrays: { ...arrays, gram: this.#gram }, settings };
  }

  protected override restore(state: ModelState): void {
    super.restore(state);
    this.#gram = state.arrays.gram as Float32Array;
  }
}

/** Users or items. */
interface Side {
  readonly rowCount: number;
  readonly rowStart: Shared<Int32Array>;
  readonly columnIndex: Shared<Int32Array>;
  readonly value: Shared<Float32Array>;
  /** lambda_r, shape [rowCount]. */
  readonly penalty: Shared<Float32Array>;
  /** Shape [rowCount, size]. */
  readonly rows: Shared<Float32Array>;
  /** Eigenvectors of the Gram matrix as columns, shape [size, size]. */
  readonly basis: Shared<Float32Array>;
  /** Its eigenvalues times the weight of what wasn't observed, shape [size]. */
  readonly gram: Shared<Float32Array>;
}

function solveRows(
  space: KernelSpace,
  solver: IalsConfig["solver"],
  side: Side,
  otherRows: Shared<Float32Array>,
  gram: Shared<Float32Array>,
  size: number,
  rest: readonly number[],
): void {
  const { rowStart, columnIndex, value, rows, penalty } = side;
  const arrays = [rowStart, columnIndex, value, rows, otherRows, gram, penalty];
  space.run(
    solver === "cholesky" ? "leastSquares" : "conjugateGradient",
    side.rowCount,
    [...arrays.map((array) => array.address), size, ...rest],
    { grain: 32, scratchFloats: 2 * size + (256 + size) * (size + 1) + 2 * size * size },
  );
}

/** The matrix without entries of 0 or less; itself where there are none. */
function positive(matrix: SparseMatrix): SparseMatrix {
  if (matrix.value.every((value) => value > 0)) return matrix;
  const { rowCount, columnCount, rowStart, columnIndex, value } = matrix;
  const kept: { rows: number[]; entries: number[] } = { rows: [], entries: [] };
  for (let row = 0; row < rowCount; row++) {
    for (let entry = rowStart[row]; entry < rowStart[row + 1]; entry++) {
      if (!(value[entry] > 0)) continue;
      kept.rows.push(row);
      kept.entries.push(entry);
    }
  }
  return SparseMatrix.fromEntries(
    [rowCount, columnCount],
    kept.rows,
    kept.entries.map((entry) => columnIndex[entry]),
    kept.entries.map((entry) => value[entry]),
  );
}
