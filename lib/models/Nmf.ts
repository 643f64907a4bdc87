import { type Interactions } from "../data";
import { type DenseMatrix, type SparseMatrix } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { RandomGenerator } from "../probability";
import { FactorModel, innerProducts, paddedSize } from "./FactorModel";
import { columnSums, type FactorSide, factorSide, fillRows, gramOfRows } from "./factorSteps";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters, type OwnRules } from "./hyperparameters";
import { type FitOptions, type ProbabilityRule } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { oneOf } from "./settingRules";

export type NmfConfig = Pick<
  Hyperparameters,
  | "cell"
  | "kindWeights"
  | "embeddingSize"
  | "iterations"
  | "regularization"
  | "l1Regularization"
  | "seed"
> & {
  /** What is brought down: squared error, or the Kullback-Leibler divergence. */
  readonly loss: "frobenius" | "kullbackLeibler";
  /** How; only "multiplicative" knows Kullback-Leibler and observed cells. */
  readonly solver: "multiplicative" | "coordinateDescent";
  /** Over all cells, or over those with an interaction (ratings). */
  readonly cells: "all" | "observed";
};

export const nmfDefaults: NmfConfig = {
  cell: "one",
  kindWeights: {},
  embeddingSize: 32,
  iterations: 100,
  regularization: 0,
  l1Regularization: 0,
  loss: "frobenius",
  solver: "coordinateDescent",
  cells: "all",
  seed: 0,
};

const nmfRules: OwnRules<NmfConfig> = {
  loss: oneOf("frobenius", "kullbackLeibler"),
  solver: oneOf("multiplicative", "coordinateDescent"),
  cells: oneOf("all", "observed"),
};

/** Steps of the users alone at the end, items fixed. */
const FINAL_STEPS = 100;

/**
 * Non-negative matrix factorisation: users and items are made of parts that only add.
 *
 *     X ~ W H',  W, H >= 0
 *     frobenius:        ||X - W H'||^2 / 2 + l1 (|W| + |H|) + l2 (||W||^2 + ||H||^2) / 2
 *     kullbackLeibler:  sum of x ln(x / wh) - x + wh, and the same penalties
 *
 * by multiplicative steps, or by coordinate descent (each place of a vector in turn to its best).
 * Over observed cells only, the l2 penalty of a row counts once for each of its cells. Cells below
 * 0 are refused. Scores are W H', so probabilities are their shares. Users take their last steps
 * with the items fixed, so that a user folded in later gets the same vector.
 *
 * @see Lee and Seung (2001), Algorithms for non-negative matrix factorization
 * @see Cichocki and Phan (2009), Fast local algorithms for large scale nonnegative matrix and
 *   tensor factorizations, doi:10.1587/transfun.E92.A.708 (coordinate descent)
 */
export class Nmf extends FactorModel<NmfConfig> implements FoldIn {
  readonly name = "Nmf";
  readonly probabilityRule: ProbabilityRule = "normalised";

  constructor(config: Partial<NmfConfig> = {}) {
    const whole = completeConfig("Nmf", config, nmfDefaults, nmfRules);
    const { loss, solver, cells } = whole;
    if (solver === "coordinateDescent" && (loss !== "frobenius" || cells !== "all")) {
      throw new RangeError(
        `Nmf requires solver multiplicative for loss ${loss} over ${cells} cells, got ${solver}`,
      );
    }
    if (loss === "kullbackLeibler" && cells === "observed") {
      throw new RangeError("Nmf requires loss frobenius over observed cells, got kullbackLeibler");
    }
    super(whole);
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { embeddingSize, iterations, seed } = this.config;
    const matrix = this.#cells(interactions);
    const size = paddedSize(embeddingSize);
    const total = matrix.value.reduce((sum, value) => sum + value, 0);
    const cellCount =
      this.config.cells === "all" ? matrix.rowCount * matrix.columnCount : matrix.entryCount;
    // A start whose products have the mean of the cells.
    const scale = 2 * Math.sqrt(total / cellCount / embeddingSize);
    const random = new RandomGenerator(seed);
    const space = new KernelSpace();
    try {
      const users = factorSide(space, matrix, size);
      const items = factorSide(space, matrix.transpose(), size);
      for (const { rows } of [users, items]) {
        fillRows(rows.values, size, embeddingSize, () => scale * random.openUniform());
      }
      for (let iteration = 1; iteration <= iterations; iteration++) {
        this.#improve(space, users, items.rows, size, 1);
        this.#improve(space, items, users.rows, size, 1);
        options.onProgress?.({ unit: "iteration", done: iteration, total: iterations });
        await pauseToInterrupt(options.signal);
      }
      this.#infer(space, users, items.rows, size);
      this.factors = { size, users: users.rows.values.slice(), items: items.rows.values.slice() };
    } finally {
      space.dispose();
    }
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const histories = this.#cells(alignItems(interactions, this.items));
    const { size, items } = this.factors;
    const space = new KernelSpace();
    const users = factorSide(space, histories, size);
    this.#infer(space, users, space.float32(items), size);
    const folded = { size, users: users.rows.values.slice(), items };
    space.dispose();
    const everybody = Int32Array.from({ length: histories.rowCount }, (_, user) => user);
    return innerProducts(folded, everybody);
  }

  #cells(interactions: Interactions): SparseMatrix {
    const matrix = interactions.matrix(this.config);
    const odd = matrix.value.find((value) => value < 0);
    if (odd !== undefined) throw new RangeError(`Nmf.fit requires cells of at least 0, got ${odd}`);
    return matrix;
  }

  /** Users with the items fixed, from the same start whoever they are. */
  #infer(space: KernelSpace, users: FactorSide, items: Shared<Float32Array>, size: number): void {
    fillRows(users.rows.values, size, this.config.embeddingSize, () => 1);
    this.#improve(space, users, items, size, FINAL_STEPS);
  }

  /** Steps on one side given the other's rows. */
  #improve(
    space: KernelSpace,
    side: FactorSide,
    other: Shared<Float32Array>,
    size: number,
    steps: number,
  ): void {
    const { loss, solver, cells, embeddingSize } = this.config;
    const { regularization, l1Regularization } = this.config;
    const sums =
      loss === "kullbackLeibler" ? columnSums(other.values, size) : gramOfRows(space, other, size);
    const gram = space.float32(sums);
    const arrays = [...side.entries, side.rows.address, other.address, gram.address];
    if (solver === "coordinateDescent") {
      const rest = [size, embeddingSize, steps, l1Regularization, regularization, 1];
      const how = { grain: 32, scratchFloats: size };
      space.run("coordinateRows", side.rowCount, [...arrays, ...rest], how);
    } else {
      const measure = loss === "kullbackLeibler" ? 2 : cells === "observed" ? 1 : 0;
      const rest = [size, embeddingSize, measure, l1Regularization, regularization];
      const how = { grain: 32, scratchFloats: 2 * size };
      for (let step = 0; step < steps; step++) {
        space.run("multiplicativeRows", side.rowCount, [...arrays, ...rest], how);
      }
    }
    space.release(gram);
  }
}
