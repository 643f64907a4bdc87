import { SparseMatrix } from "../../matrices";
import { permutation, RandomGenerator, sampleNormal } from "../../probability";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import { type FitOptions, type ModelState } from "../Model";
import { changeChances, ChangePoints, learnChangeProbability } from "./ChangePoints";
import { ChoiceEvidence, choiceModel, type ChoiceModel, type UserChoices } from "./ChoiceEvidence";
import {
  type ChoiceConfig,
  ChoiceInterestModel,
  type ChoiceParts,
  type InterestDraws,
} from "./ChoiceInterestModel";
import { type ChoiceLog, periodCount, userChoices } from "./choices";
import { learnDrift, periodShares, walkVariance } from "./drift";
import { type DirichletMixturePrior, fitDirichletMixture } from "./dirichletMixturePrior";
import { fitLogisticNormal } from "./fitLogisticNormal";
import { type LearnedItemLikelihood } from "./itemLikelihood";
import { type LogisticNormalPrior, logisticNormalPrior } from "./LogisticNormalPrior";
import { LogitSampler, type WeightedDraws } from "./LogitSampler";
import { learnSeasons } from "./learnSeasons";
import { moveDraws } from "./moveDraws";
import { resample } from "./resample";
import { joined, selectRows, split } from "./rows";
import { segmentShares } from "./segmentShares";

/** Hyper-parameters of `LogisticNormal`. */
export type LogisticNormalConfig = ChoiceConfig &
  Pick<
    Hyperparameters,
    "batchSize" | "changes" | "correlated" | "drifts" | "hiddenInterests" | "iterations"
  >;

export const logisticNormalDefaults: LogisticNormalConfig = {
  componentCount: 8,
  correlated: true,
  iterations: 30,
  batchSize: 500,
  drawCount: 200,
  halfLifeDays: null,
  periodDays: null,
  changes: false,
  drifts: false,
  hiddenInterests: false,
  seed: 42,
};

/** Users from whom the segments start, at most. */
const SEGMENT_USERS = 2000;
/** Users by whom the drift is learned, at most. */
const DRIFT_USERS = 1000;
/** Draws of each user and iteration of the fit. */
const FIT_DRAWS = 24;
/** Draws for each one kept. */
const POOL = 1.5;
/** A user's change in a period less likely than this isn't looked into. */
const NEGLIGIBLE = 0.02;
/** Mass of an interest that nobody chooses, where such interests aren't taken as hidden. */
const ABSENT = 1e-6;

/**
 * Bayesian interests with correlations: logits drawn from a mixture of normal distributions, one
 * for each segment of users, with one covariance between interests.
 *
 *     x_u ~ sum_g pi_g normal(m_g, S),  theta_u = softmax(x_u + s_now)
 *     p(item i in period p | u) = sum_k theta_uk v_k b_ik / sum_k theta_uk v_k,
 *       theta_u = softmax(x_u + s_p) in period p
 *
 * b is learned (`learnItemLikelihood`), v too where propensities are known, seasons s where periods
 * are set. With `changes`, a user may have become another person in some period: only choices
 * since then count, averaged over when that was. With `drifts`, logits also wander by normal steps
 * from period to period, whose size is learned: the posterior is that of the choices' mean period,
 * widened by the way from there to the last one.
 *
 * Interests that leave no trace: with `hiddenInterests` their logits are taken to vary as much as
 * all others do, between and within segments; else nobody is interested in them.
 *
 * Posteriors are draws by importance sampling (`LogitSampler`), moved (`moveDraws`); the prior is
 * learned by stochastic approximation of expectation-maximisation (`fitLogisticNormal`).
 *
 * @see Blei and Lafferty (2007), A correlated topic model of Science, doi:10.1214/07-AOAS114
 */
export class LogisticNormal extends ChoiceInterestModel<LogisticNormalConfig> {
  readonly name = "LogisticNormal";
  #prior: LogisticNormalPrior | null = null;
  #segments: DirichletMixturePrior | null = null;
  #season: Float64Array = new Float64Array();
  #changeProbability = 0;
  #driftPerPeriod = 0;
  /** Shares of everybody's choices by period. */
  #periodShares: Float64Array = new Float64Array(1).fill(1);
  #model: ChoiceModel | null = null;
  #sampler: LogitSampler | null = null;
  #changePoints: ChangePoints | null = null;

  constructor(config: Partial<LogisticNormalConfig> = {}, parts: ChoiceParts = {}) {
    super(completeConfig("LogisticNormal", config, logisticNormalDefaults), parts);
  }

  /** What is known of a user without choices; over the interests that leave traces. */
  get prior(): LogisticNormalPrior {
    if (!this.#prior) throw new Error("prior requires a fitted model, got one before fit");
    return this.#prior;
  }

  /** The share of users that become another person within the log. */
  get changeProbability(): number {
    return this.#changeProbability;
  }

  /** Standard deviation of a period's step of the logits. */
  get driftPerPeriod(): number {
    return this.#driftPerPeriod;
  }

  protected async learnPrior(
    choices: ChoiceLog,
    learned: LearnedItemLikelihood,
    options: FitOptions,
  ): Promise<void> {
    const { componentCount, correlated, iterations, batchSize, seed } = this.config;
    this.#prior = null;
    this.#changeProbability = 0;
    this.#driftPerPeriod = 0;
    this.#periodShares = new Float64Array(1).fill(1);
    const bare = choiceModel(learned);
    const place = new Int32Array(this.space.interests.length).fill(-1);
    bare.interests.forEach((interest, d) => (place[interest] = d));
    const periods = periodCount(this.clock);
    this.#season =
      periods > 1
        ? learnSeasons(choices, learned, place, periods)
        : new Float64Array(bare.interests.length);
    const counts = onDimensions(learned.expectedCounts, place, bare.interests.length);
    const users = activeUsers(counts);
    const active = selectRows(counts, users);
    const first = someRows(active, seed);
    const segments = fitDirichletMixture(first, {
      componentCount: Math.max(1, Math.min(componentCount, Math.floor(users.length / 10))),
      seed,
    });
    this.#segments = segments;
    const model = this.#prepare();
    const from = users.map(() => 0);
    if (this.config.changes && periods > 1) {
      const logs = users.map((user) => this.#changePoints!.logEvidence(userChoices(choices, user)));
      this.#changeProbability = learnChangeProbability(logs);
      logs.forEach((log, i) => (from[i] = likeliest(changeChances(log, this.#changeProbability))));
    }
    const evidences = users.map(
      (user, i) => new ChoiceEvidence(model, userChoices(choices, user, from[i])),
    );
    this.#prior = await fitLogisticNormal(evidences, segmentShares(first, segments), {
      correlated,
      seed,
      iterations,
      batchSize,
      drawCount: FIT_DRAWS,
      visibility: Array.from(bare.interests, (interest) => learned.visibility[interest]),
      ...options,
    });
    this.#prepare();
    if (this.config.drifts && periods > 1) this.#learnDrift(choices, users, periods);
  }

  #learnDrift(choices: ChoiceLog, users: readonly number[], periods: number): void {
    const { period: periodOf, weight } = choices;
    this.#periodShares = periodShares(
      { items: choices.item, periods: periodOf, weights: weight },
      new Float64Array(periods),
    );
    const random = new RandomGenerator(this.config.seed).fork("learnDrift");
    const order = permutation(random, users.length).subarray(0, DRIFT_USERS);
    this.#driftPerPeriod = learnDrift({
      model: this.#model!,
      sampler: this.#sampler!,
      choices: Array.from(order, (place) => userChoices(choices, users[place])),
      cutPeriod: Math.floor((2 * periods) / 3),
      changeProbability: this.#changeProbability,
      random,
    });
  }

  protected drawInterests(
    choices: ChoiceLog,
    user: number,
    random: RandomGenerator,
  ): InterestDraws {
    const parts = this.#segmentsOf(choices, user).map(({ from, chance }) => {
      const evidence = new ChoiceEvidence(this.#model!, userChoices(choices, user, from));
      const drawCount = Math.max(20, Math.round(POOL * chance * this.config.drawCount));
      const weighted = this.#sampler!.draw(evidence, drawCount, random);
      const draws = moveDraws(this.#sampler!, evidence, weighted, drawCount, random);
      this.#wander(draws.logits, userChoices(choices, user, from), random);
      return { chance, draws };
    });
    const size = parts.reduce((sum, { draws }) => sum + draws.weight.length, 0);
    const K = this.space.interests.length;
    const shares = new Float64Array(size * K);
    const weights = new Float64Array(size);
    let at = 0;
    for (const { chance, draws } of parts) {
      for (let draw = 0; draw < draws.weight.length; draw++, at++) {
        weights[at] = chance * draws.weight[draw];
        this.#interests(draws, draw, shares.subarray(at * K, (at + 1) * K), random);
      }
    }
    const mean = new Float64Array(K);
    for (let i = 0; i < shares.length; i++) mean[i % K] += weights[Math.floor(i / K)] * shares[i];
    const draws = new Float32Array(this.config.drawCount * K);
    resample(weights, this.config.drawCount, random).forEach((chosen, draw) => {
      draws.set(shares.subarray(chosen * K, (chosen + 1) * K), draw * K);
    });
    return { mean, draws };
  }

  /** Adds the way from the choices' periods to the last one to the logits. */
  #wander(logits: Float64Array, choices: UserChoices, random: RandomGenerator): void {
    if (this.#driftPerPeriod === 0) return;
    const shares = periodShares(choices, this.#periodShares);
    const now = new Float64Array(shares.length);
    now[shares.length - 1] = 1;
    const spread = this.#driftPerPeriod * Math.sqrt(walkVariance(shares, now));
    for (let i = 0; i < logits.length; i++) logits[i] += sampleNormal(random, 0, spread);
  }

  /** From which periods on choices may count, with the chance of each. */
  #segmentsOf(choices: ChoiceLog, user: number): { from: number; chance: number }[] {
    if (this.#changeProbability === 0) return [{ from: 0, chance: 1 }];
    const all = userChoices(choices, user);
    const chances = changeChances(this.#changePoints!.logEvidence(all), this.#changeProbability);
    const found: { from: number; chance: number }[] = [];
    let earlier = 0;
    chances.forEach((chance, from) => {
      // The same rows as from an earlier period on: one posterior for both.
      const rows = userChoices(choices, user, from).items.length;
      if (found.length > 0 && rows === earlier) found[found.length - 1].chance += chance;
      else found.push({ from, chance });
      earlier = rows;
    });
    const kept = found.filter(({ chance }) => chance > NEGLIGIBLE);
    const total = kept.reduce((sum, { chance }) => sum + chance, 0);
    return kept.map(({ from, chance }) => ({ from, chance: chance / total }));
  }

  /** Writes a draw's shares of all interests, at the season of the last period. */
  #interests(
    { logits }: WeightedDraws,
    draw: number,
    into: Float64Array,
    random: RandomGenerator,
  ): void {
    const { interests } = this.#model!;
    const D = interests.length;
    const now = this.#season.length - D;
    const spread = this.config.hiddenInterests ? this.#hiddenSpread() : 0;
    for (let k = 0; k < into.length; k++) {
      into[k] = spread > 0 ? Math.exp(sampleNormal(random, 0, spread)) : ABSENT;
    }
    for (let d = 0; d < D; d++) {
      into[interests[d]] = Math.exp(logits[draw * D + d] + this.#season[now + d]);
    }
    const total = into.reduce((a, b) => a + b, 0);
    for (let k = 0; k < into.length; k++) into[k] /= total;
  }

  /** Standard deviation of an interest's logit, over segments and users; their mean is 0. */
  #hiddenSpread(): number {
    const { weights, means, covariance } = this.prior;
    const D = means[0].length;
    let variance = 0;
    means.forEach((mean, g) => {
      for (const m of mean) variance += (weights[g] * m * m) / D;
    });
    for (let d = 0; d < D; d++) variance += covariance[d * D + d] / D;
    return Math.sqrt(variance);
  }

  /** What follows from likelihood, seasons, segments and prior. */
  #prepare(): ChoiceModel {
    this.#model = choiceModel(this.likelihood, this.#season);
    this.#changePoints = new ChangePoints(this.#model, this.#segments!);
    this.#sampler = this.#prior && new LogitSampler(this.#prior);
    return this.#model;
  }

  protected priorState(): ModelState {
    const { weights, means, covariance } = this.prior;
    return {
      arrays: {
        priorWeights: weights,
        priorMeans: joined(means),
        priorCovariance: covariance,
        segmentWeights: this.#segments!.weights,
        segmentConcentrations: joined(this.#segments!.concentrations),
        season: this.#season,
        periodShares: this.#periodShares,
      },
      settings: {
        changeProbability: this.#changeProbability,
        driftPerPeriod: this.#driftPerPeriod,
      },
    };
  }

  protected restorePrior({ arrays, settings }: ModelState): void {
    const weights = arrays.priorWeights as Float64Array;
    const covariance = arrays.priorCovariance as Float64Array;
    const means = split(arrays.priorMeans as Float64Array, weights.length);
    this.#prior = logisticNormalPrior(weights, means, covariance);
    const segmentWeights = arrays.segmentWeights as Float64Array;
    const concentrations = arrays.segmentConcentrations as Float64Array;
    this.#segments = {
      weights: segmentWeights,
      concentrations: split(concentrations, segmentWeights.length),
    };
    this.#season = arrays.season as Float64Array;
    this.#changeProbability = settings.changeProbability as number;
    this.#driftPerPeriod = settings.driftPerPeriod as number;
    this.#periodShares = arrays.periodShares as Float64Array;
    this.#prepare();
  }
}

function onDimensions(counts: SparseMatrix, place: Int32Array, D: number): SparseMatrix {
  const { rowCount, rowStart, columnIndex, value } = counts;
  return new SparseMatrix({
    rowCount,
    columnCount: D,
    rowStart,
    columnIndex: columnIndex.map((interest) => place[interest]),
    value,
  });
}

function activeUsers(counts: SparseMatrix): number[] {
  return Array.from({ length: counts.rowCount }, (_, user) => user).filter(
    (user) => counts.rowStart[user + 1] > counts.rowStart[user],
  );
}

/** As many rows as segments start from, drawn at random. */
function someRows(counts: SparseMatrix, seed: number): SparseMatrix {
  if (counts.rowCount <= SEGMENT_USERS) return counts;
  const order = permutation(new RandomGenerator(seed).fork("someRows"), counts.rowCount);
  return selectRows(counts, Array.from(order.subarray(0, SEGMENT_USERS)));
}

function likeliest(chances: Float64Array): number {
  return chances.reduce((best, chance, period) => (chance > chances[best] ? period : best), 0);
}
