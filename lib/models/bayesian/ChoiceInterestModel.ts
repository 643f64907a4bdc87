import { type Interactions } from "../../data";
import { InterestDistribution, type InterestSpace } from "../../interests";
import { denseMatrix, SparseMatrix } from "../../matrices";
import { RandomGenerator } from "../../probability";
import { alignItems } from "../FoldIn";
import { type Hyperparameters } from "../hyperparameters";
import { type InterestEstimate, InterestModel } from "../InterestModel";
import { type FitOptions, type ModelState } from "../Model";
import { type ChoiceClock, choiceClock, choiceLog, type ChoiceLog } from "./choices";
import {
  type ItemLikelihood,
  type LearnedItemLikelihood,
  learnItemLikelihood,
} from "./itemLikelihood";

/** Settings of every model of choices. */
export type ChoiceConfig = Pick<
  Hyperparameters,
  "componentCount" | "drawCount" | "halfLifeDays" | "periodDays" | "seed"
>;

/** What such a model is made with besides its config. */
export interface ChoiceParts {
  /** The items themselves when left out. */
  readonly space?: InterestSpace;
  /** The chance that an item is shown to who wants it, in (0, 1], where that is known. */
  readonly propensityOf?: (item: string) => number;
}

/** Draws of one user's interests. */
export interface InterestDraws {
  /** Posterior mean, shape [interests]. */
  readonly mean: Float64Array;
  /** Equally likely draws, shape [draws, interests]. */
  readonly draws: Float32Array;
}

/**
 * A model of which interest each choice served: p(item | interest) is learned, so that items of
 * several interests are told apart by what else their users chose, and the posterior is drawn.
 * What kind of prior users have is each model's own.
 */
export abstract class ChoiceInterestModel<
  Config extends ChoiceConfig,
> extends InterestModel<Config> {
  readonly #propensityOf: ((item: string) => number) | undefined;
  #likelihood: ItemLikelihood | null = null;
  #choices: ChoiceLog | null = null;
  #clock: ChoiceClock | null = null;

  constructor(config: Config, { space, propensityOf }: ChoiceParts = {}) {
    super(config, space);
    this.#propensityOf = propensityOf;
  }

  /** What each item says of interests. */
  get likelihood(): ItemLikelihood {
    if (!this.#likelihood) {
      throw new Error(`${this.name}.likelihood requires a fitted model, got one before fit`);
    }
    return this.#likelihood;
  }

  protected get clock(): ChoiceClock {
    return this.#clock!;
  }

  /** Learns the prior; `likelihood` and `clock` are there. */
  protected abstract learnPrior(
    choices: ChoiceLog,
    learned: LearnedItemLikelihood,
    options: FitOptions,
  ): Promise<void>;

  /** Draws from a user's posterior. */
  protected abstract drawInterests(
    choices: ChoiceLog,
    user: number,
    random: RandomGenerator,
  ): InterestDraws;

  protected abstract priorState(): ModelState;

  protected abstract restorePrior(state: ModelState): void;

  /**
   * The distributions of users that needn't have been there at the fit, with their posteriors,
   * from what they did; those who did nothing have the prior.
   *
   * @param interactions - items unseen at the fit are left out
   * @param users - those asked for, of the log's; all of them when left out
   * @throws RangeError if a user isn't one of the log's
   */
  foldInInterests(
    interactions: Interactions,
    users: readonly string[] = interactions.users.ids,
  ): InterestDistribution {
    const log = choiceLog(alignItems(interactions, this.items), this.clock);
    const places = interactions.users.indicesOf(users);
    return new InterestDistribution({
      users,
      spaceName: this.space.name,
      interests: this.space.interests,
      ...this.#estimate(log, places, interactions.users.ids),
    });
  }

  protected override async learnInterests(
    interactions: Interactions,
    options: FitOptions,
  ): Promise<void> {
    const { halfLifeDays, periodDays } = this.config;
    const { ids } = interactions.items;
    const propensities = this.#propensityOf && ids.map(this.#propensityOf);
    const learned = learnItemLikelihood(interactions, this.space, { propensities });
    this.#likelihood = learned;
    this.#clock = choiceClock(interactions, { halfLifeDays, periodDays });
    this.#choices = choiceLog(interactions, this.#clock);
    await this.learnPrior(this.#choices, learned, options);
  }

  /** The learned chances, each interest's as much as it is visible. */
  protected override itemShares(): SparseMatrix {
    const { membership } = this.space;
    const { chances, visibility } = this.likelihood;
    const value = new Float32Array(membership.entryCount);
    for (let item = 0; item < membership.rowCount; item++) {
      const learned = chances.rowColumns(item);
      const start = membership.rowStart[item];
      membership.rowColumns(item).forEach((interest, entry) => {
        const at = learned.indexOf(interest);
        if (at >= 0) value[start + entry] = chances.rowValues(item)[at] * visibility[interest];
      });
    }
    const { rowCount, columnCount, rowStart, columnIndex } = membership;
    return new SparseMatrix({ rowCount, columnCount, rowStart, columnIndex, value });
  }

  protected override estimate(userIndices: Int32Array): InterestEstimate {
    return this.#estimate(this.#choices!, userIndices, this.users.ids);
  }

  #estimate(log: ChoiceLog, users: Int32Array, ids: readonly string[]): InterestEstimate {
    const { drawCount, seed } = this.config;
    const K = this.space.interests.length;
    const random = new RandomGenerator(seed).fork(this.name);
    const probabilities = new Float32Array(users.length * K);
    const draws = new Float32Array(users.length * drawCount * K);
    users.forEach((user, row) => {
      const drawn = this.drawInterests(log, user, random.fork(ids[user]));
      probabilities.set(drawn.mean, row * K);
      draws.set(drawn.draws, row * drawCount * K);
    });
    return {
      probabilities: denseMatrix(probabilities, users.length, K),
      posterior: {
        family: "samples",
        drawCount,
        draws: denseMatrix(draws, users.length * drawCount, K),
      },
    };
  }

  protected override interestState(): ModelState {
    const { arrays, settings } = this.priorState();
    const { chances, visibility } = this.likelihood;
    const { userStart, item, period, weight } = this.#choices!;
    return {
      arrays: {
        ...arrays,
        chanceRowStart: chances.rowStart,
        chanceInterest: chances.columnIndex,
        chance: chances.value,
        visibility,
        choiceStart: userStart,
        choiceItem: item,
        choicePeriod: period,
        choiceWeight: weight,
      },
      settings: { ...settings, startMs: this.clock.startMs, endMs: this.clock.endMs },
    };
  }

  protected override restoreInterests(state: ModelState): void {
    const { arrays, settings } = state;
    this.#likelihood = {
      chances: new SparseMatrix({
        rowCount: this.items.size,
        columnCount: this.space.interests.length,
        rowStart: arrays.chanceRowStart as Int32Array,
        columnIndex: arrays.chanceInterest as Int32Array,
        value: arrays.chance as Float32Array,
      }),
      visibility: arrays.visibility as Float64Array,
    };
    this.#choices = {
      userStart: arrays.choiceStart as Int32Array,
      item: arrays.choiceItem as Int32Array,
      period: arrays.choicePeriod as Int32Array,
      weight: arrays.choiceWeight as Float64Array,
    };
    const { halfLifeDays, periodDays } = this.config;
    const [startMs, endMs] = [settings.startMs as number, settings.endMs as number];
    this.#clock = { startMs, endMs, halfLifeDays, periodDays };
    this.restorePrior(state);
  }
}
