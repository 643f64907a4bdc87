import { type Interactions, Vocabulary } from "../data";
import { type InterestDistribution, type InterestSpace, toInterests } from "../interests";
import { type DenseMatrix, denseMatrix, matrixRow, type SparseMatrix } from "../matrices";
import { topItems } from "./topItems";

/** What a running fit tells. */
export interface FitProgress {
  /** What is counted: "epoch", "iteration", "batch". */
  readonly unit: string;
  readonly done: number;
  readonly total: number;
  /** Training loss of the last unit, where the model has one. */
  readonly loss?: number;
}

/** Options of every fit. */
export interface FitOptions {
  onProgress?: (progress: FitProgress) => void;
  /** Interrupts the fit, which then throws the signal's reason. */
  signal?: AbortSignal;
}

/** Users by position in the fitted vocabulary, or by id. */
export type UserSelection = Int32Array | readonly string[];

/** The best k items of each user, best first; rows shorter than k where items ran out. */
export interface Recommendations {
  readonly users: readonly string[];
  readonly items: readonly (readonly string[])[];
  readonly scores: readonly Float32Array[];
}

/** How a model's scores become probabilities of the next item. */
export type ProbabilityRule =
  /** The model states probabilities by itself. */
  | "likelihood"
  /** softmax(scores / temperature), the temperature fitted on held-out interactions. */
  | "softmax"
  /** Scores are counts or weights of at least 0, divided by their sum. */
  | "normalised";

/** Learned arrays and plain settings: what `save` writes and `load` takes. */
export interface ModelState {
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array | Int32Array>>;
  /** JSON values. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * The contract of every model: hyper-parameters in, `fit(interactions)`, then scores,
 * recommendations and an interest distribution for each user.
 *
 * A model's own file says how it learns (`learn`), scores (`scoreUsers`), and what it has
 * learned (`state`, `restore`); the rest is here.
 */
export abstract class Model<Config extends object = object> {
  /** The name in the registry. */
  abstract readonly name: string;
  abstract readonly probabilityRule: ProbabilityRule;
  readonly config: Readonly<Config>;
  /** Of the softmax rule; 1 until `fitTemperature` sets it. */
  temperature = 1;
  #fitted: { users: Vocabulary; items: Vocabulary; seen: SparseMatrix } | null = null;

  constructor(config: Config) {
    this.config = Object.freeze({ ...config });
  }

  /** Learns from the log; called by `fit` with a checked log. Starts afresh each time. */
  protected abstract learn(interactions: Interactions, options: FitOptions): Promise<void>;

  /** @returns scores, shape [users, items]; higher is better */
  protected abstract scoreUsers(userIndices: Int32Array): DenseMatrix;

  protected abstract state(): ModelState;

  protected abstract restore(state: ModelState): void;

  /** Frees what the model holds outside JavaScript's own memory. */
  dispose(): void {
    this.#fitted = null;
  }

  /**
   * Learns from a log. A second fit starts afresh.
   *
   * @throws RangeError if the log is empty or a value is missing
   */
  async fit(interactions: Interactions, options: FitOptions = {}): Promise<this> {
    if (interactions.count === 0) {
      throw new RangeError(`${this.name}.fit requires interactions, got an empty log`);
    }
    const missing = interactions.value.findIndex((value) => !Number.isFinite(value));
    if (missing >= 0) {
      throw new RangeError(
        `${this.name}.fit requires finite values, got ${interactions.value[missing]} in row ` +
          `${missing} (user ${interactions.users.ids[interactions.userIndex[missing]]})`,
      );
    }
    options.signal?.throwIfAborted();
    this.temperature = 1;
    await this.learn(interactions, options);
    const { users, items } = interactions;
    this.#fitted = { users, items, seen: interactions.matrix() };
    return this;
  }

  /** The users known since the fit. */
  get users(): Vocabulary {
    return this.fitted("users").users;
  }

  /** The items known since the fit: the columns of `scores`. */
  get items(): Vocabulary {
    return this.fitted("items").items;
  }

  /** What each user did in the fitted log, users x items. */
  get seen(): SparseMatrix {
    return this.fitted("seen").seen;
  }

  /**
   * @returns scores, shape [users, items]; higher is better; on no common scale between models
   * @throws RangeError if a user is unknown
   */
  scores(users: UserSelection): DenseMatrix {
    return this.scoreUsers(this.userIndices(users));
  }

  /**
   * The k best items of each user. Ties go to the item with the lower position.
   *
   * @param options - `excludeSeen` (default true) leaves out what the user did in the fitted log
   */
  recommend(
    users: UserSelection,
    k: number,
    options: { excludeSeen?: boolean } = {},
  ): Recommendations {
    const { excludeSeen = true } = options;
    const userIndices = this.userIndices(users);
    const scores = this.scoreUsers(userIndices);
    const lists = Array.from(userIndices, (user, row) =>
      topItems(matrixRow(scores, row), k, excludeSeen ? this.seen.rowColumns(user) : undefined),
    );
    return {
      users: Array.from(userIndices, (user) => this.users.ids[user]),
      items: lists.map((list) => Array.from(list, (item) => this.items.ids[item])),
      scores: lists.map((list, row) =>
        Float32Array.from(list, (item) => matrixRow(scores, row)[item]),
      ),
    };
  }

  /**
   * The probability that each item is the user's next one, by the model's probability rule.
   *
   * @param options - `excludeSeen` (default false) gives items of the fitted log probability 0
   * @returns shape [users, items], rows sum to 1
   */
  itemProbabilities(users: UserSelection, options: { excludeSeen?: boolean } = {}): DenseMatrix {
    const userIndices = this.userIndices(users);
    const scores = this.scoreUsers(userIndices);
    const values = new Float32Array(scores.values.length);
    for (let row = 0; row < scores.rowCount; row++) {
      const probabilities = values.subarray(
        row * scores.columnCount,
        (row + 1) * scores.columnCount,
      );
      probabilities.set(matrixRow(scores, row));
      if (this.probabilityRule === "softmax") {
        softmaxInPlace(probabilities, this.temperature);
      }
      if (options.excludeSeen) {
        for (const item of this.seen.rowColumns(userIndices[row])) probabilities[item] = 0;
      }
      normaliseInPlace(probabilities);
    }
    return denseMatrix(values, scores.rowCount, scores.columnCount);
  }

  /** Each user's distribution over the interests of a space whose items are the model's. */
  distribution(
    users: UserSelection,
    space: InterestSpace,
    options: { excludeSeen?: boolean } = {},
  ): InterestDistribution {
    const userIndices = this.userIndices(users);
    const ids = Array.from(userIndices, (user) => this.users.ids[user]);
    return toInterests(ids, this.itemProbabilities(userIndices, options), space);
  }

  /** Positions of the selected users. @throws RangeError if one is unknown */
  protected userIndices(users: UserSelection): Int32Array {
    if (!(users instanceof Int32Array)) return this.users.indicesOf(users);
    const outside = users.find((user) => !(user >= 0 && user < this.users.size));
    if (outside !== undefined) {
      throw new RangeError(`unknown user index: ${outside} (${this.users.size} users are known)`);
    }
    return users;
  }

  private fitted(wanted: string): { users: Vocabulary; items: Vocabulary; seen: SparseMatrix } {
    if (!this.#fitted) {
      throw new Error(`${this.name}.${wanted} requires a fitted model, got one before fit`);
    }
    return this.#fitted;
  }
}

/** exp(x / temperature), scaled so that the largest is 1. */
function softmaxInPlace(scores: Float32Array, temperature: number): void {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp((scores[i] - highest) / temperature);
  }
}

/** Divides by the sum; all zeros become uniform. */
function normaliseInPlace(weights: Float32Array): void {
  let sum = 0;
  for (const weight of weights) sum += weight;
  for (let i = 0; i < weights.length; i++) {
    weights[i] = sum > 0 ? weights[i] / sum : 1 / weights.length;
  }
}
