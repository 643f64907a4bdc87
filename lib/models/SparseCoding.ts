import { type Interactions } from "../data";
import { type DenseMatrix, type SparseMatrix } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { RandomGenerator } from "../probability";
import { FactorModel, innerProducts, paddedSize } from "./FactorModel";
import { type FactorSide, factorSide, gramOfRows } from "./factorSteps";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { type FitOptions, type ProbabilityRule } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";

export type SparseCodingConfig = Pick<
  Hyperparameters,
  | "cell"
  | "kindWeights"
  | "embeddingSize"
  | "iterations"
  | "l1Regularization"
  | "nonNegative"
  | "seed"
>;

export const sparseCodingDefaults: SparseCodingConfig = {
  cell: "one",
  kindWeights: {},
  embeddingSize: 64,
  iterations: 30,
  l1Regularization: 0.2,
  nonNegative: true,
  seed: 0,
};

/** Sweeps over a code's places in one iteration, and for the final codes. */
const SWEEPS = 5;
const FINAL_SWEEPS = 100;

/**
 * Sparse coding: each user is a sum of few atoms of a learned dictionary of interests.
 *
 *     min over A, D of ||X - A D'||^2 / 2 + l1 |A|_1   subject to ||d_k|| <= 1
 *     score(u, .) = a_u D'
 *
 * Codes A [users, atoms] and dictionary D [items, atoms] are learned in turn by coordinate descent;
 * under `nonNegative` both are at least 0. The larger `l1Regularization`, the fewer atoms a user
 * has: `codes` are exactly 0 elsewhere.
 *
 * @see Mairal, Bach, Ponce and Sapiro (2010), Online learning for matrix factorization and sparse
 *   coding, algorithm 2, Journal of Machine Learning Research 11
 */
export class SparseCoding extends FactorModel<SparseCodingConfig> implements FoldIn {
  readonly name = "SparseCoding";
  readonly probabilityRule: ProbabilityRule = "softmax";

  constructor(config: Partial<SparseCodingConfig> = {}) {
    super(completeConfig("SparseCoding", config, sparseCodingDefaults));
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { embeddingSize, iterations, seed, l1Regularization } = this.config;
    const histories = interactions.matrix(this.config);
    const size = paddedSize(embeddingSize);
    const random = new RandomGenerator(seed);
    const space = new KernelSpace();
    try {
      const users = factorSide(space, histories, size);
      const items = factorSide(space, histories.transpose(), size);
      startAtoms(items.rows.values, size, embeddingSize, histories, random);
      for (let iteration = 1; iteration <= iterations; iteration++) {
        this.#descend(space, users, items.rows, size, SWEEPS, l1Regularization);
        this.#descend(space, items, users.rows, size, 1, 0);
        shortenAtoms(items.rows.values, size);
        options.onProgress?.({ unit: "iteration", done: iteration, total: iterations });
        await pauseToInterrupt(options.signal);
      }
      const dictionary = items.rows.values.slice();
      users.rows.values.fill(0);
      this.#descend(space, users, items.rows, size, FINAL_SWEEPS, l1Regularization);
      this.factors = { size, users: users.rows.values.slice(), items: dictionary };
    } finally {
      space.dispose();
    }
  }

  /** Coordinate descent on one side's rows. */
  #descend(
    space: KernelSpace,
    side: FactorSide,
    other: Shared<Float32Array>,
    size: number,
    sweeps: number,
    l1: number,
  ): void {
    const { embeddingSize, nonNegative } = this.config;
    const gram = space.float32(gramOfRows(space, other, size));
    const addresses = [side.rows, other, gram].map((array) => array.address);
    const rest = [size, embeddingSize, sweeps, l1, 0, nonNegative ? 1 : 0];
    space.run("coordinateRows", side.rowCount, [...side.entries, ...addresses, ...rest], {
      grain: 32,
      scratchFloats: size,
    });
    space.release(gram);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const histories = alignItems(interactions, this.items).matrix(this.config);
    const { size, items } = this.factors;
    const space = new KernelSpace();
    const users = factorSide(space, histories, size);
    const dictionary = space.float32(items);
    this.#descend(space, users, dictionary, size, FINAL_SWEEPS, this.config.l1Regularization);
    const folded = { size, users: users.rows.values.slice(), items };
    space.dispose();
    const everybody = Int32Array.from({ length: histories.rowCount }, (_, user) => user);
    return innerProducts(folded, everybody);
  }
}

/** Users drawn for the start of one atom. */
const CANDIDATES = 16;

/**
 * Each atom starts as a history, with a little noise, scaled to length 1: of several random users
 * the one that the atoms before resemble least.
 */
function startAtoms(
  values: Float32Array,
  size: number,
  atomCount: number,
  histories: SparseMatrix,
  random: RandomGenerator,
): void {
  const likeness = (user: number): number => {
    const amounts = histories.rowValues(user);
    const products = new Float64Array(size);
    let squares = 0;
    histories.rowColumns(user).forEach((item, place) => {
      squares += amounts[place] ** 2;
      for (let k = 0; k < size; k++) products[k] += amounts[place] * values[item * size + k];
    });
    return squares > 0 ? Math.max(...products) / Math.sqrt(squares) : Infinity;
  };
  for (let atom = 0; atom < atomCount; atom++) {
    let best = { user: 0, likeness: Infinity };
    for (let draw = 0; draw < CANDIDATES; draw++) {
      const user = random.below(histories.rowCount);
      const found = likeness(user);
      if (found < best.likeness) best = { user, likeness: found };
    }
    for (let at = atom; at < values.length; at += size) values[at] = 1e-3 * random.uniform();
    const amounts = histories.rowValues(best.user);
    histories.rowColumns(best.user).forEach((item, place) => {
      values[item * size + atom] += amounts[place];
    });
    shortenAtoms(values, size);
  }
}

/** Atoms longer than 1 are scaled to 1. */
function shortenAtoms(values: Float32Array, size: number): void {
  const squares = new Float64Array(size);
  for (let at = 0; at < values.length; at++) squares[at % size] += values[at] ** 2;
  for (let at = 0; at < values.length; at++) {
    const length = Math.sqrt(squares[at % size]);
    if (length > 1) values[at] /= length;
  }
}
