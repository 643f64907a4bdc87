import { type Interactions } from "../data";
import { type DenseMatrix, type SparseMatrix, symmetricEigen } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { RandomGenerator, sampleNormal } from "../probability";
import { FactorModel, innerProducts, paddedSize } from "./FactorModel";
import { type FactorSide, factorSide, fillRows, gramOfRows } from "./factorSteps";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { type FitOptions, type ProbabilityRule } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";

export type PureSvdConfig = Pick<
  Hyperparameters,
  "cell" | "kindWeights" | "embeddingSize" | "iterations" | "seed"
>;

export const pureSvdDefaults: PureSvdConfig = {
  cell: "one",
  kindWeights: {},
  embeddingSize: 64,
  iterations: 6,
  seed: 0,
};

/** Directions followed beyond those kept, so that the last kept ones converge. */
const SPARE = 16;

/**
 * PureSVD: what the best approximation of the users x items matrix of a given rank says.
 *
 *     X ~ U S V',   score(u, .) = x_u V V'
 *
 * so any user with a history can be scored. The largest singular vectors are found by subspace
 * iteration from a random start (`iterations` products by X'X) with a few spare directions, and the
 * Rayleigh-Ritz step at the end.
 *
 * @see Cremonesi, Koren and Turrin (2010), Performance of recommender algorithms on top-N
 *   recommendation tasks, doi:10.1145/1864708.1864721
 * @see Halko, Martinsson and Tropp (2011), Finding structure with randomness, algorithm 4.4,
 *   doi:10.1137/090771806
 */
export class PureSvd extends FactorModel<PureSvdConfig> implements FoldIn {
  readonly name = "PureSvd";
  readonly probabilityRule: ProbabilityRule = "softmax";
  #singularValues: Float64Array = new Float64Array(0);

  constructor(config: Partial<PureSvdConfig> = {}) {
    super(completeConfig("PureSvd", config, pureSvdDefaults));
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { iterations, seed } = this.config;
    const histories = interactions.matrix(this.config);
    const shortest = Math.min(histories.rowCount, histories.columnCount);
    const rank = Math.min(this.config.embeddingSize, shortest);
    const wide = paddedSize(Math.min(rank + SPARE, shortest));
    const space = new KernelSpace();
    try {
      const users = factorSide(space, histories, wide);
      const items = factorSide(space, histories.transpose(), wide);
      const random = new RandomGenerator(seed);
      fillRows(items.rows.values, wide, wide, () => sampleNormal(random));
      for (let iteration = 1; iteration <= iterations; iteration++) {
        orthonormalise(space, items.rows, wide);
        multiply(space, users, items.rows, wide);
        multiply(space, items, users.rows, wide);
        options.onProgress?.({ unit: "iteration", done: iteration, total: iterations });
        await pauseToInterrupt(options.signal);
      }
      orthonormalise(space, items.rows, wide);
      multiply(space, users, items.rows, wide);
      this.#singularValues = ritz(space, users.rows, items.rows, wide).subarray(0, rank);
      const size = paddedSize(rank);
      const v = firstPlaces(items.rows.values, wide, rank, size);
      this.factors = { size, users: projections(histories, v, size), items: v };
    } finally {
      space.dispose();
    }
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const histories = alignItems(interactions, this.items).matrix(this.config);
    const { size, items } = this.factors;
    const everybody = Int32Array.from({ length: histories.rowCount }, (_, user) => user);
    return innerProducts({ size, users: projections(histories, items, size), items }, everybody);
  }

  /** The largest singular values of the fitted matrix, falling; empty after `load`. */
  get singularValues(): Float64Array {
    return this.#singularValues;
  }
}

/** side.rows = matrix times other */
function multiply(
  space: KernelSpace,
  side: FactorSide,
  other: Shared<Float32Array>,
  size: number,
): void {
  const all = [...side.entries, other.address, side.rows.address, size];
  space.run("sumRows", side.rowCount, all, { grain: 32 });
}

/** rows = rows Q */
function turn(space: KernelSpace, rows: Shared<Float32Array>, q: Float64Array, size: number): void {
  const basis = space.float32(q);
  space.run("turnRows", rows.values.length / size, [rows.address, basis.address, size], {
    grain: 256,
    scratchFloats: 4 * size,
  });
  space.release(basis);
}

/** Makes the columns orthonormal; directions that have vanished become 0. Twice is enough. */
function orthonormalise(space: KernelSpace, rows: Shared<Float32Array>, size: number): void {
  for (let time = 0; time < 2; time++) {
    const { values, vectors } = symmetricEigen(gramOfRows(space, rows, size), size);
    const least = 1e-7 * values[size - 1];
    const q = new Float64Array(size * size);
    for (let k = 0; k < size; k++) {
      const scale = values[k] > least ? 1 / Math.sqrt(values[k]) : 0;
      for (let i = 0; i < size; i++) q[i * size + k] = scale * vectors[k * size + i];
    }
    turn(space, rows, q, size);
  }
}

/** Turns V so that the columns of X V are orthogonal, longest first; gives their lengths. */
function ritz(
  space: KernelSpace,
  products: Shared<Float32Array>,
  v: Shared<Float32Array>,
  size: number,
): Float64Array {
  const { values, vectors } = symmetricEigen(gramOfRows(space, products, size), size);
  const q = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < size; i++) q[i * size + k] = vectors[(size - 1 - k) * size + i];
  }
  turn(space, v, q, size);
  return values.map((_, k) => Math.sqrt(Math.max(0, values[size - 1 - k])));
}

function firstPlaces(
  values: Float32Array,
  from: number,
  count: number,
  size: number,
): Float32Array {
  const out = new Float32Array((values.length / from) * size);
  for (let row = 0; row < values.length / from; row++) {
    out.set(values.subarray(row * from, row * from + count), row * size);
  }
  return out;
}

/** x_u V, shape [users, size]. */
function projections(histories: SparseMatrix, v: Float32Array, size: number): Float32Array {
  const out = new Float32Array(histories.rowCount * size);
  const { rowStart, columnIndex, value } = histories;
  for (let user = 0; user < histories.rowCount; user++) {
    for (let entry = rowStart[user]; entry < rowStart[user + 1]; entry++) {
      const item = columnIndex[entry] * size;
      for (let k = 0; k < size; k++) out[user * size + k] += value[entry] * v[item + k];
    }
  }
  return out;
}
