import { type Interactions } from "../data";
import { type InterestSpace } from "../interests";
import { denseMatrix, SparseMatrix } from "../matrices";
import { dirichletPrior } from "./dirichletPrior";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { interestCounts } from "./interestCounts";
import { type InterestEstimate, InterestModel } from "./InterestModel";
import { type ModelState } from "./Model";

/** Hyper-parameters of `DirichletMultinomial`. */
export type DirichletMultinomialConfig = Pick<Hyperparameters, "priorConcentration">;

export const dirichletMultinomialDefaults: DirichletMultinomialConfig = {
  priorConcentration: null,
};

/**
 * Bayesian interests: each user's distribution is drawn from a Dirichlet prior, and each
 * interaction's interest from that distribution. The posterior is exact:
 *
 *     theta_u ~ Dirichlet(a),  theta_u | n_u ~ Dirichlet(a + n_u)
 *     p(interest k | u) = (a_k + n_uk) / (A + n_u)
 *
 * A user of few interactions stays near the population, one of many near the own history. A
 * user of none has the prior.
 *
 * Counts are those of `interestCounts`: fractions where an item has several interests.
 *
 * @see Minka (2000, revised 2012), Estimating a Dirichlet distribution
 */
export class DirichletMultinomial extends InterestModel<DirichletMultinomialConfig> {
  readonly name = "DirichletMultinomial";
  /** The prior's concentrations, shape [interests]. */
  prior: Float64Array = new Float64Array();
  #counts = SparseMatrix.fromEntries([0, 0], [], []);

  /** @param space - the items themselves when left out */
  constructor(config: Partial<DirichletMultinomialConfig> = {}, space?: InterestSpace) {
    super(completeConfig("DirichletMultinomial", config, dirichletMultinomialDefaults), space);
  }

  protected learnInterests(interactions: Interactions): Promise<void> {
    const { priorConcentration } = this.config;
    this.#counts = interestCounts(interactions, this.space);
    this.prior =
      priorConcentration === null
        ? dirichletPrior(this.#counts)
        : new Float64Array(this.space.interests.length).fill(priorConcentration);
    return Promise.resolve();
  }

  protected estimate(userIndices: Int32Array): InterestEstimate {
    const interestCount = this.prior.length;
    const concentrations = new Float32Array(userIndices.length * interestCount);
    const probabilities = new Float32Array(concentrations.length);
    userIndices.forEach((user, row) => {
      const posterior = this.prior.slice();
      const counts = this.#counts.rowValues(user);
      this.#counts.rowColumns(user).forEach((interest, entry) => {
        posterior[interest] += counts[entry];
      });
      const total = posterior.reduce((a, b) => a + b, 0);
      concentrations.set(posterior, row * interestCount);
      probabilities.set(
        posterior.map((concentration) => concentration / total),
        row * interestCount,
      );
    });
    const shape = [userIndices.length, interestCount] as const;
    return {
      probabilities: denseMatrix(probabilities, ...shape),
      posterior: { family: "dirichlet", concentrations: denseMatrix(concentrations, ...shape) },
    };
  }

  protected interestState(): ModelState {
    const { rowStart, columnIndex, value } = this.#counts;
    return {
      arrays: {
        prior: this.prior,
        countRowStart: rowStart,
        countInterest: columnIndex,
        count: value,
      },
      settings: {},
    };
  }

  protected restoreInterests({ arrays }: ModelState): void {
    this.prior = arrays.prior as Float64Array;
    this.#counts = new SparseMatrix({
      rowCount: arrays.countRowStart.length - 1,
      columnCount: this.prior.length,
      rowStart: arrays.countRowStart as Int32Array,
      columnIndex: arrays.countInterest as Int32Array,
      value: arrays.count as Float32Array,
    });
  }
}
