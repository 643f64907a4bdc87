import { type Interactions } from "../data";
import {
  alignSpace,
  InterestDistribution,
  type InterestSpace,
  itemSpace,
  type InterestPosteriorForm,
} from "../interests";
import { type DenseMatrix, denseMatrix, SparseMatrix } from "../matrices";
import {
  type FitOptions,
  Model,
  type ModelState,
  type ProbabilityRule,
  type UserSelection,
} from "./Model";

/** What an interest model says of some users. */
export interface InterestEstimate {
  /** Shape [users, interests], rows sum to 1. */
  readonly probabilities: DenseMatrix;
  readonly posterior?: InterestPosteriorForm;
}

/**
 * A model that estimates each user's distribution over the interests of one space directly.
 * Items follow from it:
 *
 *     p(item | user) = sum over interests of p(interest | user) p(item | interest)
 *
 * with p(item | interest) the item's share of the interest's interactions in the fitted log, unless
 * a model learns it.
 */
export abstract class InterestModel<Config extends object = object> extends Model<Config> {
  override readonly probabilityRule: ProbabilityRule = "likelihood";
  readonly #givenSpace: InterestSpace | undefined;
  #space: InterestSpace | undefined;
  /** Items x interests, columns sum to 1: p(item | interest). */
  #itemShares = SparseMatrix.fromEntries([0, 0], [], []);

  /** @param space - the items themselves when left out */
  constructor(config: Config, space?: InterestSpace) {
    super(config);
    this.#givenSpace = space;
  }

  /** The space estimated over; its rows are the fitted log's items. */
  get space(): InterestSpace {
    if (!this.#space)
      throw new Error(`${this.name}.space requires a fitted model, got one before fit`);
    return this.#space;
  }

  /** Learns from the log; `this.space` is aligned to its items, `memberships` are its rows. */
  protected abstract learnInterests(interactions: Interactions, options: FitOptions): Promise<void>;

  /** The estimate for users of the fitted log. */
  protected abstract estimate(userIndices: Int32Array): InterestEstimate;

  /** p(item | interest), on the places of the space's membership; asked for after learning. */
  protected itemShares(interactions: Interactions): SparseMatrix {
    return itemShares(interactions, this.space.membership);
  }

  /** What `learnInterests` learned; the space is kept beside it. */
  protected abstract interestState(): ModelState;

  protected abstract restoreInterests(state: ModelState): void;

  protected override state(): ModelState {
    const { arrays, settings } = this.interestState();
    const { membership, name, interests } = this.space;
    return {
      arrays: {
        ...arrays,
        spaceRowStart: membership.rowStart,
        spaceInterest: membership.columnIndex,
        spaceShare: membership.value,
        itemShare: this.#itemShares.value,
      },
      settings: { ...settings, spaceName: name, interests },
    };
  }

  /** Takes the space's items from the vocabulary, so the model's users and items come first. */
  protected override restore(state: ModelState): void {
    const { arrays, settings } = state;
    const interests = settings.interests as string[];
    const shape = {
      rowCount: this.items.size,
      columnCount: interests.length,
      rowStart: arrays.spaceRowStart as Int32Array,
      columnIndex: arrays.spaceInterest as Int32Array,
    };
    this.#space = {
      name: settings.spaceName as string,
      interests,
      items: this.items.ids,
      membership: new SparseMatrix({ ...shape, value: arrays.spaceShare as Float32Array }),
    };
    this.#itemShares = new SparseMatrix({ ...shape, value: arrays.itemShare as Float32Array });
    this.restoreInterests(state);
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { ids } = interactions.items;
    this.#space = this.#givenSpace ? alignSpace(this.#givenSpace, ids) : itemSpace(ids);
    if (this.space.membership.entryCount === 0) {
      throw new RangeError(
        `${this.name}.fit requires items of the space ${this.space.name}, got none of them`,
      );
    }
    await this.learnInterests(interactions, options);
    this.#itemShares = this.itemShares(interactions);
  }

  /** Each user's distribution, with its posterior where the model has one. */
  override distribution(
    users: UserSelection,
    space: InterestSpace = this.space,
    options: { excludeSeen?: boolean } = {},
  ): InterestDistribution {
    if (space.name !== this.space.name) return super.distribution(users, space, options);
    const userIndices = this.userIndices(users);
    return new InterestDistribution({
      users: Array.from(userIndices, (user) => this.users.ids[user]),
      spaceName: this.space.name,
      interests: this.space.interests,
      ...this.estimate(userIndices),
    });
  }

  /** p(item | user), shape [users, items]. */
  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    const { probabilities } = this.estimate(userIndices);
    const { rowCount: itemCount, rowStart, columnIndex, value } = this.#itemShares;
    const interestCount = probabilities.columnCount;
    const scores = new Float32Array(userIndices.length * itemCount);
    for (let user = 0; user < userIndices.length; user++) {
      for (let item = 0; item < itemCount; item++) {
        let score = 0;
        for (let entry = rowStart[item]; entry < rowStart[item + 1]; entry++) {
          score += value[entry] * probabilities.values[user * interestCount + columnIndex[entry]];
        }
        scores[user * itemCount + item] = score;
      }
    }
    return denseMatrix(scores, userIndices.length, itemCount);
  }
}

/** p(item | interest): each interest's interactions, shared out over its items. */
function itemShares(interactions: Interactions, membership: SparseMatrix): SparseMatrix {
  const plays = new Float64Array(interactions.items.size);
  for (const item of interactions.itemIndex) plays[item]++;
  const totals = new Float64Array(membership.columnCount);
  const weight = new Float32Array(membership.entryCount);
  for (let item = 0; item < membership.rowCount; item++) {
    for (let entry = membership.rowStart[item]; entry < membership.rowStart[item + 1]; entry++) {
      weight[entry] = plays[item] * membership.value[entry];
      totals[membership.columnIndex[entry]] += weight[entry];
    }
  }
  for (let entry = 0; entry < weight.length; entry++) {
    const total = totals[membership.columnIndex[entry]];
    if (total > 0) weight[entry] /= total;
  }
  return new SparseMatrix({
    rowCount: membership.rowCount,
    columnCount: membership.columnCount,
    rowStart: membership.rowStart,
    columnIndex: membership.columnIndex,
    value: weight,
  });
}
