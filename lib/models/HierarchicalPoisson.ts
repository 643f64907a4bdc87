import { type Interactions } from "../data";
import { type DenseMatrix, type SparseMatrix } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { RandomGenerator } from "../probability";
import { FactorModel, innerProducts, paddedSize } from "./FactorModel";
import { columnSums, type FactorSide, factorSide, fillRows } from "./factorSteps";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters, type OwnRules } from "./hyperparameters";
import { type FitOptions, type ModelState, type ProbabilityRule } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";
import { positiveCounts } from "./positiveCounts";
import { above } from "./settingRules";

export type HierarchicalPoissonConfig = Pick<
  Hyperparameters,
  "cell" | "kindWeights" | "embeddingSize" | "iterations" | "seed"
> & {
  /** Shape of the Gamma prior of each factor, above 0; below 1 users keep to few factors. */
  readonly factorShape: number;
  /** Shape and mean of the Gamma prior of each row's rate (the inverse of its activity). */
  readonly rateShape: number;
  readonly rateMean: number;
};

export const hierarchicalPoissonDefaults: HierarchicalPoissonConfig = {
  cell: "one",
  kindWeights: {},
  embeddingSize: 32,
  iterations: 100,
  factorShape: 0.3,
  rateShape: 0.3,
  rateMean: 1,
  seed: 0,
};

const ownRules: OwnRules<HierarchicalPoissonConfig> = {
  factorShape: above(0),
  rateShape: above(0),
  rateMean: above(0),
};

/** Steps of the users alone at the end, items fixed. */
const FINAL_STEPS = 100;

/**
 * Hierarchical Poisson factorisation: how often a user meets an item is Poisson, and users and
 * items differ in how active they are.
 *
 *     x_ui ~ Poisson(<theta_u, beta_i>)
 *     theta_uk ~ Gamma(a, xi_u),  xi_u ~ Gamma(a', a' / b');  beta_ik, eta_i the same way
 *     score(u, i) = E[<theta_u, beta_i>];   p(next is i) = score / sum of scores
 *
 * The next of several independent Poisson events is item i with the share of i's rate: so scores
 * are probabilities by birth. Learned by coordinate-ascent variational inference, every posterior a
 * Gamma; a is `factorShape`, a' `rateShape`, b' `rateMean`, shared by users and items.
 *
 * @see Gopalan, Hofman and Blei (2015), Scalable recommendation with hierarchical Poisson
 *   factorization, figure 2, arXiv:1311.1704
 */
export class HierarchicalPoisson extends FactorModel<HierarchicalPoissonConfig> implements FoldIn {
  readonly name = "HierarchicalPoisson";
  readonly probabilityRule: ProbabilityRule = "likelihood";
  /** exp(E[log beta]), shape [items, size]. */
  #itemWeights: Float32Array = new Float32Array(0);

  constructor(config: Partial<HierarchicalPoissonConfig> = {}) {
    super(completeConfig("HierarchicalPoisson", config, hierarchicalPoissonDefaults, ownRules));
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { embeddingSize, iterations, factorShape, seed } = this.config;
    const counts = positiveCounts(this.name, interactions, this.config);
    const size = paddedSize(embeddingSize);
    const random = new RandomGenerator(seed);
    const space = new KernelSpace();
    try {
      const users = gammaSide(space, counts, size);
      const items = gammaSide(space, counts.transpose(), size);
      for (const side of [users, items]) {
        const draw = (): number => factorShape * (1 + 0.1 * random.uniform());
        fillRows(side.shapes.values, size, embeddingSize, draw);
        this.#startRates(side);
      }
      this.#expect(space, items, new Float64Array(size), size);
      this.#expect(space, users, columnSums(items.rows.values, size), size);
      for (let iteration = 1; iteration <= iterations; iteration++) {
        this.#allocate(space, users, items.weights, size);
        this.#expect(space, users, columnSums(items.rows.values, size), size);
        this.#allocate(space, items, users.weights, size);
        this.#expect(space, items, columnSums(users.rows.values, size), size);
        options.onProgress?.({ unit: "iteration", done: iteration, total: iterations });
        await pauseToInterrupt(options.signal);
      }
      const itemMeans = items.rows.values.slice();
      this.#itemWeights = items.weights.values.slice();
      this.#infer(space, users, items.weights, columnSums(itemMeans, size), size);
      this.factors = { size, users: users.rows.values.slice(), items: itemMeans };
    } finally {
      space.dispose();
    }
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const counts = positiveCounts(this.name, alignItems(interactions, this.items), this.config);
    const { size, items } = this.factors;
    const space = new KernelSpace();
    const users = gammaSide(space, counts, size);
    const weights = space.float32(this.#itemWeights);
    this.#infer(space, users, weights, columnSums(items, size), size);
    const folded = { size, users: users.rows.values.slice(), items };
    space.dispose();
    const everybody = Int32Array.from({ length: counts.rowCount }, (_, user) => user);
    return innerProducts(folded, everybody);
  }

  #startRates(side: GammaSide): void {
    side.rates.values.fill(this.config.rateMean);
  }

  /** Users' posteriors with the items' fixed, from the same start whoever they are. */
  #infer(
    space: KernelSpace,
    users: GammaSide,
    itemWeights: Shared<Float32Array>,
    itemSums: Float64Array,
    size: number,
  ): void {
    const { embeddingSize, factorShape } = this.config;
    fillRows(users.shapes.values, size, embeddingSize, () => factorShape);
    this.#startRates(users);
    this.#expect(space, users, itemSums, size);
    for (let step = 0; step < FINAL_STEPS; step++) {
      this.#allocate(space, users, itemWeights, size);
      this.#expect(space, users, itemSums, size);
    }
  }

  /** Shapes: the prior's and what each factor got of the counts. */
  #allocate(space: KernelSpace, side: GammaSide, other: Shared<Float32Array>, size: number): void {
    const { embeddingSize, factorShape } = this.config;
    const addresses = [side.weights, other, side.shapes].map((array) => array.address);
    const rest = [size, embeddingSize, factorShape];
    space.run("allocateRows", side.rowCount, [...side.entries, ...addresses, ...rest], {
      grain: 32,
    });
  }

  /** Means and weights from shapes and rates, then the rows' own rates from the means. */
  #expect(space: KernelSpace, side: GammaSide, otherSums: Float64Array, size: number): void {
    const { embeddingSize, factorShape, rateShape, rateMean } = this.config;
    side.columnRates.values.set(otherSums);
    const { shapes, rates, columnRates, weights, rows } = side;
    const addresses = [shapes, rates, columnRates, weights, rows].map((array) => array.address);
    space.run("gammaRows", side.rowCount, [...addresses, size, embeddingSize], { grain: 128 });
    const shape = rateShape + embeddingSize * factorShape;
    for (let row = 0; row < side.rowCount; row++) {
      let sum = 0;
      for (let k = 0; k < embeddingSize; k++) sum += rows.values[row * size + k];
      rates.values[row] = shape / (rateShape / rateMean + sum);
    }
  }

  protected override state(): ModelState {
    const { arrays, settings } = super.state();
    return { arrays: { ...arrays, itemWeights: this.#itemWeights }, settings };
  }

  protected override restore(state: ModelState): void {
    super.restore(state);
    this.#itemWeights = state.arrays.itemWeights as Float32Array;
  }
}

/** Users or items; `rows` holds the posterior means. */
interface GammaSide extends FactorSide {
  /** Shapes of the factors' posteriors, [rowCount, size]. */
  readonly shapes: Shared<Float32Array>;
  /** exp(E[log factor]), [rowCount, size]. */
  readonly weights: Shared<Float32Array>;
  /** E[xi] or E[eta], [rowCount]. */
  readonly rates: Shared<Float32Array>;
  /** The other side's column sums, [size]. */
  readonly columnRates: Shared<Float32Array>;
}

function gammaSide(space: KernelSpace, matrix: SparseMatrix, size: number): GammaSide {
  return {
    ...factorSide(space, matrix, size),
    shapes: space.float32(matrix.rowCount * size),
    weights: space.float32(matrix.rowCount * size),
    rates: space.float32(matrix.rowCount),
    columnRates: space.float32(size),
  };
}
