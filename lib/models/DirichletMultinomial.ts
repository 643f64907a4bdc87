import { type Interactions } from "../data";
import { type InterestSpace } from "../interests";
import { denseMatrix, SparseMatrix } from "../matrices";
import { joined, selectRows, split } from "./bayesian/rows";
import { dirichletPrior } from "./dirichletPrior";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { interactionWeights } from "./interactionWeights";
import { interestCounts } from "./interestCounts";
import { type InterestEstimate, InterestModel } from "./InterestModel";
import { type ModelState } from "./Model";

/** Hyper-parameters of `DirichletMultinomial`. */
export type DirichletMultinomialConfig = Pick<
  Hyperparameters,
  "halfLifeDays" | "priorConcentration"
>;

export const dirichletMultinomialDefaults: DirichletMultinomialConfig = {
  halfLifeDays: null,
  priorConcentration: null,
};

/** What may be known beside the log. */
export interface DirichletMultinomialParts {
  /** A user's group, such as an attribute of the catalogue; null where it isn't known. */
  readonly groupOf?: (user: string) => string | null;
  /** The chance that an item is shown to who wants it, in (0, 1]. */
  readonly propensityOf?: (item: string) => number;
}

/** A group of fewer users with counts has the population's prior. */
const LEAST_GROUP = 30;

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
 * Counts are those of `interestCounts`: fractions where an item has several interests, which
 * draws users towards interests that share items; `DirichletMixture` and `LogisticNormal` learn
 * which interest was meant. Old interactions may count less, seldom shown ones more
 * (`interactionWeights`). Users of a known group have the prior of their group, a user without
 * interactions too.
 *
 * @see Minka (2000, revised 2012), Estimating a Dirichlet distribution
 */
export class DirichletMultinomial extends InterestModel<DirichletMultinomialConfig> {
  readonly name = "DirichletMultinomial";
  /** The population's prior: concentrations, shape [interests]. */
  prior: Float64Array = new Float64Array();
  readonly #parts: DirichletMultinomialParts;
  #counts = SparseMatrix.fromEntries([0, 0], [], []);
  #groups: readonly string[] = [];
  /** Shape [groups][interests]. */
  #groupPriors: readonly Float64Array[] = [];
  /** Each user's position among the groups; -1: the population's prior. */
  #groupOf = new Int32Array();

  /** @param space - the items themselves when left out */
  constructor(
    config: Partial<DirichletMultinomialConfig> = {},
    space?: InterestSpace,
    parts: DirichletMultinomialParts = {},
  ) {
    super(completeConfig("DirichletMultinomial", config, dirichletMultinomialDefaults), space);
    this.#parts = parts;
  }

  /** Concentrations of each group that has a prior of its own. */
  get groupPriors(): ReadonlyMap<string, Float64Array> {
    return new Map(this.#groups.map((group, place) => [group, this.#groupPriors[place]]));
  }

  protected learnInterests(interactions: Interactions): Promise<void> {
    const { priorConcentration, halfLifeDays } = this.config;
    const { propensityOf } = this.#parts;
    const propensities = propensityOf && interactions.items.ids.map(propensityOf);
    const weights = interactionWeights(interactions, { halfLifeDays, propensities });
    this.#counts = interestCounts(interactions, this.space, weights);
    this.prior =
      priorConcentration === null
        ? dirichletPrior(this.#counts)
        : new Float64Array(this.space.interests.length).fill(priorConcentration);
    this.#learnGroups(interactions.users.ids);
    return Promise.resolve();
  }

  #learnGroups(users: readonly string[]): void {
    const { groupOf } = this.#parts;
    const members = new Map<string, number[]>();
    if (groupOf && this.config.priorConcentration === null) {
      users.forEach((user, position) => {
        const group = groupOf(user);
        if (group === null) return;
        const known = members.get(group);
        if (known) known.push(position);
        else members.set(group, [position]);
      });
    }
    this.#groupOf = new Int32Array(users.length).fill(-1);
    const learned = [...members].flatMap(([group, positions]) => {
      const counts = selectRows(this.#counts, positions);
      const active = positions.filter((_, row) => counts.rowStart[row + 1] > counts.rowStart[row]);
      if (active.length < LEAST_GROUP) return [];
      return [{ group, positions, prior: dirichletPrior(counts) }];
    });
    learned.forEach(({ positions }, place) => {
      for (const user of positions) this.#groupOf[user] = place;
    });
    this.#groups = learned.map(({ group }) => group);
    this.#groupPriors = learned.map(({ prior }) => prior);
  }

  protected estimate(userIndices: Int32Array): InterestEstimate {
    const interestCount = this.prior.length;
    const concentrations = new Float32Array(userIndices.length * interestCount);
    const probabilities = new Float32Array(concentrations.length);
    const { rowStart, columnIndex, value } = this.#counts;
    userIndices.forEach((user, row) => {
      const at = row * interestCount;
      const group = this.#groupOf[user];
      concentrations.set(group < 0 ? this.prior : this.#groupPriors[group], at);
      for (let entry = rowStart[user]; entry < rowStart[user + 1]; entry++) {
        concentrations[at + columnIndex[entry]] += value[entry];
      }
      let total = 0;
      for (let k = at; k < at + interestCount; k++) total += concentrations[k];
      for (let k = at; k < at + interestCount; k++) probabilities[k] = concentrations[k] / total;
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
        groupPriors: joined(this.#groupPriors),
        groupOf: this.#groupOf,
        countRowStart: rowStart,
        countInterest: columnIndex,
        count: value,
      },
      settings: { groups: this.#groups },
    };
  }

  protected restoreInterests({ arrays, settings }: ModelState): void {
    this.prior = arrays.prior as Float64Array;
    this.#groups = settings.groups as string[];
    this.#groupPriors = split(arrays.groupPriors as Float64Array, this.#groups.length);
    this.#groupOf = arrays.groupOf as Int32Array<ArrayBuffer>;
    this.#counts = new SparseMatrix({
      rowCount: arrays.countRowStart.length - 1,
      columnCount: this.prior.length,
      rowStart: arrays.countRowStart as Int32Array,
      columnIndex: arrays.countInterest as Int32Array,
      value: arrays.count as Float32Array,
    });
  }
}
