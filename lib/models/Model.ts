import { type Interactions, suggestion, Vocabulary } from "../data";
import { alignSpace, InterestDistribution, type InterestSpace, toInterests } from "../interests";
import { type DenseMatrix, denseMatrix, matrixRow, SparseMatrix } from "../matrices";
import {
  type ModelFolder,
  readModelFolder,
  type StoredArrays,
  writeModelFolder,
} from "./modelFolder";
import { scoresToProbabilities } from "./scoresToProbabilities";
import { topItems } from "./topItems";

/** What a running fit tells. */
export interface FitProgress {
  /** What is counted: "epoch", "iteration", "batch". */
  readonly unit: string;
  readonly done: number;
  readonly total: number;
  /** Training loss of the last unit, where the model has one. */
  readonly loss?: number;
  /** The loss, or another figure, of what was held out, where the model holds anything out. */
  readonly validation?: number;
  /** The name of a held-out figure that is the higher the better; none for a loss. */
  readonly validationMetric?: string;
}

/** Options of every fit. */
export interface FitOptions {
  onProgress?: (progress: FitProgress) => void;
  /** Interrupts the fit, which then throws the signal's reason. */
  signal?: AbortSignal;
  /**
   * Models that learn by gradient write a checkpoint here after each epoch, and go on from it if it
   * exists, with the same result as an uninterrupted fit.
   */
  checkpointFile?: string;
  /** A folder where such models write their curves as a TensorBoard event file. */
  eventFolder?: string;
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
  readonly arrays: StoredArrays;
  /** JSON values. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Scores held at a time where all users are gone through: 64 MB. */
const SCORES_AT_ONCE = 1 << 24;

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
   * @throws RangeError if the log is empty, a value is missing, or a setting weighs a kind of
   * behaviour that the log lacks
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
    this.#checkKindWeights(interactions);
    options.signal?.throwIfAborted();
    this.#fitted = null;
    this.temperature = 1;
    await this.learn(interactions, options);
    options.signal?.throwIfAborted();
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
    const items: string[][] = [];
    const listScores: Float32Array[] = [];
    for (const batch of this.batches(userIndices)) {
      const scores = this.scoreUsers(batch);
      batch.forEach((user, row) => {
        const userScores = matrixRow(scores, row);
        const seen = excludeSeen ? this.seen.rowColumns(user) : undefined;
        const list = topItems(userScores, k, seen);
        items.push(Array.from(list, (item) => this.items.ids[item]));
        listScores.push(Float32Array.from(list, (item) => userScores[item]));
      });
    }
    return { users: this.userIds(userIndices), items, scores: listScores };
  }

  /**
   * The probability that each item is the user's next one, by the model's probability rule.
   *
   * @param options - `excludeSeen` (default false) gives items of the fitted log probability 0
   * @returns shape [users, items], rows sum to 1
   */
  itemProbabilities(users: UserSelection, options: { excludeSeen?: boolean } = {}): DenseMatrix {
    const userIndices = this.userIndices(users);
    const { values, rowCount, columnCount } = this.scoreUsers(userIndices);
    // A copy: a model may hand out scores that it keeps.
    const probabilities = denseMatrix(Float32Array.from(values), rowCount, columnCount);
    userIndices.forEach((user, row) => {
      const seen = options.excludeSeen ? this.seen.rowColumns(user) : undefined;
      scoresToProbabilities(matrixRow(probabilities, row), this, seen);
    });
    return probabilities;
  }

  /**
   * Each user's distribution over the interests of a space. Items that the space doesn't know
   * belong to no interest.
   */
  distribution(
    users: UserSelection,
    space: InterestSpace,
    options: { excludeSeen?: boolean } = {},
  ): InterestDistribution {
    const userIndices = this.userIndices(users);
    const aligned = alignSpace(space, this.items.ids);
    const interestCount = space.interests.length;
    const values = new Float32Array(userIndices.length * interestCount);
    let done = 0;
    for (const batch of this.batches(userIndices)) {
      const probabilities = this.itemProbabilities(batch, options);
      const part = toInterests(this.userIds(batch), probabilities, aligned);
      values.set(part.probabilities.values, done * interestCount);
      done += batch.length;
    }
    return new InterestDistribution({
      users: this.userIds(userIndices),
      spaceName: space.name,
      interests: space.interests,
      probabilities: denseMatrix(values, userIndices.length, interestCount),
    });
  }

  /**
   * Writes the fitted model to a folder of its own: JSON and raw arrays with their checksums;
   * see `writeModelFolder`. `loadModel` reads it back.
   */
  async save(folder: string): Promise<void> {
    const { users, items, seen } = this.fitted("save");
    const { arrays, settings } = this.state();
    const { config, temperature } = this;
    await writeModelFolder(folder, {
      name: this.name,
      values: { config, settings, temperature, users: users.ids, items: items.ids },
      arrays: {
        ...arrays,
        seenRowStart: seen.rowStart,
        seenItem: seen.columnIndex,
        seenValue: seen.value,
      },
    });
  }

  /**
   * Takes on what a model of the same name and config has saved.
   *
   * @param saved - the folder, or what was read from it
   * @throws RangeError if the folder is of another model or config, or was changed since
   */
  async load(saved: string | ModelFolder): Promise<this> {
    const { name, values, arrays } =
      typeof saved === "string" ? await readModelFolder(saved) : saved;
    const found = [name, JSON.stringify(values.config)];
    const wanted = [this.name, JSON.stringify(this.config)];
    if (found.join() !== wanted.join()) {
      throw new RangeError(
        `${this.name}.load requires a saved ${wanted.join(" ")}, got ${found.join(" ")}`,
      );
    }
    const users = new Vocabulary(values.users as string[], "user");
    const items = new Vocabulary(values.items as string[], "item");
    const seen = new SparseMatrix({
      rowCount: users.size,
      columnCount: items.size,
      rowStart: arrays.seenRowStart as Int32Array,
      columnIndex: arrays.seenItem as Int32Array,
      value: arrays.seenValue as Float32Array,
    });
    this.#fitted = { users, items, seen };
    this.temperature = values.temperature as number;
    this.restore({ arrays, settings: values.settings as ModelState["settings"] });
    return this;
  }

  /** A weight of a kind that the log lacks would change nothing: likely it is misspelt. */
  #checkKindWeights({ kinds }: Interactions): void {
    const { kindWeights = {} } = this.config as { kindWeights?: Readonly<Record<string, number>> };
    const unknown = Object.keys(kindWeights).find((kind) => !kinds.has(kind));
    if (unknown === undefined) return;
    throw new RangeError(
      `${this.name}.fit requires kindWeights of kinds among ${kinds.ids.join(", ")}, ` +
        `got ${unknown}${suggestion(unknown, kinds.ids)}`,
    );
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

  /** The ids of users at the given positions. */
  private userIds(userIndices: Int32Array): string[] {
    return Array.from(userIndices, (user) => this.users.ids[user]);
  }

  /** The users in parts whose scores fit into memory together. */
  private *batches(userIndices: Int32Array): Generator<Int32Array> {
    const size = Math.max(1, Math.floor(SCORES_AT_ONCE / Math.max(1, this.items.size)));
    for (let start = 0; start < userIndices.length; start += size) {
      yield userIndices.subarray(start, start + size);
    }
  }

  private fitted(wanted: string): { users: Vocabulary; items: Vocabulary; seen: SparseMatrix } {
    if (!this.#fitted) {
      throw new Error(`${this.name}.${wanted} requires a fitted model, got one before fit`);
    }
    return this.#fitted;
  }
}
