import { type Interactions } from "../../data";
import { InterestDistribution, pooledDistribution } from "../../interests";
import { denseMatrix, type DenseMatrix } from "../../matrices";
import { type NamedTensors, numbersOf, softCrossEntropy, tf } from "../../native";
import { permutation, RandomGenerator } from "../../probability";
import {
  type Batch,
  fixedWeights,
  type TrainingCurve,
  type WeightArrays,
  type Weights,
} from "../../training";
import { alignItems } from "../FoldIn";
import { type Hyperparameters } from "../hyperparameters";
import { type InterestEstimate, InterestModel } from "../InterestModel";
import { type ModelState, type UserSelection } from "../Model";
import {
  fitNetwork,
  type LearnedNetwork,
  networkState,
  type NeuralFitOptions,
  NOTHING_LEARNED,
  restoreNetwork,
} from "./fitNetwork";
import {
  fillTarget,
  fillWindow,
  type Histories,
  historiesOf,
  historyState,
  NO_HISTORIES,
  restoreHistories,
  windowPlaces,
  windowsOf,
  type WindowPlace,
} from "./historyWindows";
import { type ForwardMode, type HistoryNetwork, INFERENCE } from "./Network";
import { type GradientConfig, gradientDefaults } from "./gradientConfig";

/** Settings of every interest encoder. */
export type InterestEncoderConfig = GradientConfig &
  Pick<Hyperparameters, "historyLength" | "horizon">;

export const interestEncoderDefaults: InterestEncoderConfig = {
  ...gradientDefaults,
  historyLength: 50,
  horizon: 1,
  epochs: 20,
  batchSize: 128,
  patience: 3,
};

/** Histories scored at a time. */
const SCORED_AT_ONCE = 512;

/**
 * A network that reads a user's last items and gives a distribution over interests, trained on
 * every place of every history: the items before it as input, the interests of the next item(s)
 * as target, by cross-entropy (soft labels: an item of two interests is half of each).
 *
 * An encoder's own file says how the network is made.
 */
export abstract class InterestEncoder<
  Config extends InterestEncoderConfig = InterestEncoderConfig,
> extends InterestModel<Config> {
  #learned: LearnedNetwork = NOTHING_LEARNED;
  #histories: Histories = NO_HISTORIES;

  protected abstract network(itemCount: number, interestCount: number): HistoryNetwork;

  /** As every model's fit, with checkpoints and XLA. */
  override fit(interactions: Interactions, options: NeuralFitOptions = {}): Promise<this> {
    return super.fit(interactions, options);
  }

  /** Loss by epoch, beside ln(number of interests), the loss of a uniform guess. */
  get curve(): TrainingCurve | null {
    return this.#learned.curve;
  }

  /** The learned arrays by name: embeddings, filters, ... */
  get weights(): WeightArrays {
    return this.#learned.weights;
  }

  /** What the network learned each interest to look like, shape [interests, size]. */
  interestEmbeddings(): DenseMatrix {
    const interestCount = this.space.interests.length;
    const { output } = this.weights; // [size, interests]
    const size = output.length / interestCount;
    const values = Float32Array.from(
      output,
      (_, at) => output[(at % size) * interestCount + Math.floor(at / size)],
    );
    return denseMatrix(values, interestCount, size);
  }

  protected override async learnInterests(
    interactions: Interactions,
    options: NeuralFitOptions,
  ): Promise<void> {
    const { config } = this;
    const random = new RandomGenerator(config.seed);
    const histories = historiesOf(interactions);
    const interestCount = this.space.interests.length;
    const places = windowPlaces(histories, this.space.membership, config.horizon);
    if (places.length === 0) {
      throw new RangeError(
        `${this.name}.fit requires a user with an item before one of known interest, got none`,
      );
    }
    const { training, heldOut } = splitByUser(places, config.validationShare, random);
    const network = this.network(interactions.items.size, interestCount);
    const toBatches = (chosen: readonly WindowPlace[]): Batch[] => this.#batches(chosen, histories);
    this.#learned = await fitNetwork({
      name: this.name,
      weights: network.weights,
      random,
      config,
      options,
      describe: (variables) => ({
        inputs: {
          history: { shape: [config.batchSize, config.historyLength], dtype: "int32" },
          target: { shape: [config.batchSize, interestCount], dtype: "float32" },
          weight: { shape: [config.batchSize], dtype: "float32" },
        },
        loss: ({ history, target, weight, seed }: NamedTensors, isTraining) => {
          const logits = network.logits(variables, history, { training: isTraining, seed });
          const losses = softCrossEntropy(logits, target); // [batch]
          return tf.div(tf.sum(tf.mul(losses, weight)), tf.sum(weight)).asScalar();
        },
        batches: (epoch) => {
          const order = permutation(random.fork("order").fork(epoch), training.length);
          return toBatches(Array.from(order, (place) => training[place]));
        },
        validationBatches: heldOut.length > 0 ? toBatches(heldOut) : undefined,
        chanceLoss: Math.log(interestCount),
      }),
    });
    this.#histories = histories;
  }

  /** Batches of one size: the last one is padded with rows of weight 0. */
  #batches(places: readonly WindowPlace[], histories: Histories): Batch[] {
    const { batchSize, historyLength, horizon } = this.config;
    const interestCount = this.space.interests.length;
    const batches: Batch[] = [];
    for (let first = 0; first < places.length; first += batchSize) {
      const history = new Int32Array(batchSize * historyLength);
      const target = new Float32Array(batchSize * interestCount);
      const weight = new Float32Array(batchSize);
      const chosen = places.slice(first, first + batchSize);
      chosen.forEach(({ user, position }, row) => {
        const { start, items } = histories;
        const window = history.subarray(row * historyLength, (row + 1) * historyLength);
        fillWindow(window, items, { from: start[user], end: position });
        fillTarget(
          target.subarray(row * interestCount, (row + 1) * interestCount),
          items.subarray(position, Math.min(position + horizon, start[user + 1])),
          this.space.membership,
        );
        weight[row] = 1;
      });
      batches.push({ inputs: { history, target, weight }, weight: chosen.length });
    }
    return batches;
  }

  protected override estimate(userIndices: Int32Array): InterestEstimate {
    return this.#estimateHistories(this.#histories, userIndices);
  }

  /** The distribution of every user of a log, who may be new, from that log alone. */
  foldInInterests(interactions: Interactions): InterestDistribution {
    const known = alignItems(interactions, this.items);
    const everybody = Int32Array.from({ length: known.users.size }, (_, user) => user);
    return new InterestDistribution({
      users: known.users.ids,
      spaceName: this.space.name,
      interests: this.space.interests,
      ...this.#estimateHistories(historiesOf(known), everybody),
    });
  }

  /**
   * The distribution with a posterior: dropout acts while scoring, too, and each pass is a draw.
   * A network without dropout gives the same draw each time: use an ensemble
   * (`pooledDistribution` of models of several seeds).
   *
   * @param options - `drawCount` passes, 30 by default; `seed` of their random numbers
   * @see Gal and Ghahramani (2016), Dropout as a Bayesian approximation, PMLR 48:1050-1059
   */
  dropoutDistribution(
    users: UserSelection,
    options: { readonly drawCount?: number; readonly seed?: number } = {},
  ): InterestDistribution {
    const { drawCount = 30, seed = 1 } = options;
    const userIndices = this.userIndices(users);
    const random = new RandomGenerator(seed).fork("dropoutDistribution");
    const passes = Array.from({ length: drawCount }, () => {
      const words = [random.uint32() >>> 1, random.uint32() >>> 1];
      const seeds = tf.tensor1d(words, "int32");
      const mode = { training: true, seed: seeds };
      const estimate = this.#estimateHistories(this.#histories, userIndices, mode);
      seeds.dispose();
      return new InterestDistribution({
        users: Array.from(userIndices, (user) => this.users.ids[user]),
        spaceName: this.space.name,
        interests: this.space.interests,
        ...estimate,
      });
    });
    return pooledDistribution(passes);
  }

  #estimateHistories(
    histories: Histories,
    userIndices: Int32Array,
    mode: ForwardMode = INFERENCE,
  ): InterestEstimate {
    const interestCount = this.space.interests.length;
    const { historyLength } = this.config;
    const network = this.network(this.items.size, interestCount);
    const values = new Float32Array(userIndices.length * interestCount);
    this.withWeights((weights) => {
      for (let first = 0; first < userIndices.length; first += SCORED_AT_ONCE) {
        const users = userIndices.subarray(first, first + SCORED_AT_ONCE);
        const probabilities = numbersOf(() => {
          const windows = windowsOf(histories, users, historyLength);
          const history = tf.tensor2d(windows, [users.length, historyLength], "int32");
          return tf.softmax(network.logits(weights, history, mode));
        });
        values.set(probabilities, first * interestCount);
      }
    });
    return { probabilities: denseMatrix(values, userIndices.length, interestCount) };
  }

  /** What the network reads of a user of the fitted log, shape [historyLength]. */
  protected window(userIndex: number): Int32Array {
    return windowsOf(this.#histories, Int32Array.of(userIndex), this.config.historyLength);
  }

  /** Gives the learned weights as tensors, for as long as they are used. */
  protected withWeights<Result>(use: (weights: Weights) => Result): Result {
    const network = this.network(this.items.size, this.space.interests.length);
    const weights = fixedWeights(network.weights, this.#learned.weights);
    try {
      return use(weights);
    } finally {
      tf.dispose(weights);
    }
  }

  protected override interestState(): ModelState {
    const { arrays, settings } = networkState(this.#learned);
    return { arrays: { ...arrays, ...historyState(this.#histories) }, settings };
  }

  protected override restoreInterests(state: ModelState): void {
    const { weights } = this.network(this.items.size, this.space.interests.length);
    this.#learned = restoreNetwork(Object.keys(weights), state);
    this.#histories = restoreHistories(state.arrays);
  }
}

/** All windows of a share of the users, drawn at random, are held out. */
function splitByUser(
  places: readonly WindowPlace[],
  share: number,
  random: RandomGenerator,
): { training: WindowPlace[]; heldOut: WindowPlace[] } {
  const users = [...new Set(places.map(({ user }) => user))];
  const order = permutation(random.fork("validation"), users.length);
  const chosen = order.subarray(0, Math.floor(users.length * share));
  const heldOutUsers = new Set(Array.from(chosen, (position) => users[position]));
  return {
    training: places.filter(({ user }) => !heldOutUsers.has(user)),
    heldOut: places.filter(({ user }) => heldOutUsers.has(user)),
  };
}
