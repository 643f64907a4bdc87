import type * as tfjs from "@tensorflow/tfjs-node";
import { type Interactions } from "../../data";
import { denseMatrix, type DenseMatrix } from "../../matrices";
import { type NamedTensors, numbersOf, rows, tf } from "../../native";
import { permutation, RandomGenerator } from "../../probability";
import { type Batch, type Trainable, type Weights, type WeightSpec } from "../../training";
import { alignItems, type FoldIn } from "../FoldIn";
import { type Hyperparameters } from "../hyperparameters";
import { type ModelState } from "../Model";
import { type AttentionMaps, attentionMaps } from "./attentionMaps";
import { fitNetwork, type NeuralFitOptions } from "./fitNetwork";
import {
  type Histories,
  historiesOf,
  historyState,
  NO_HISTORIES,
  restoreHistories,
  type Sequence,
  windowGroups,
  windowsOf,
} from "./historyWindows";
import { type ItemHead } from "./itemHead";
import { chanceLoss, type ItemLossConfig, itemLossDefaults, itemLosses } from "./itemLosses";
import { type ForwardMode, INFERENCE } from "./Network";
import { NeuralModel } from "./NeuralModel";
import { rankingQuality } from "./rankingQuality";
import { type GradientConfig, gradientDefaults } from "./gradientConfig";

/** Settings of every sequential model. */
export type SequenceModelConfig = ItemLossConfig &
  GradientConfig &
  Pick<Hyperparameters, "historyLength" | "dropout">;

export const sequenceModelDefaults: SequenceModelConfig = {
  ...itemLossDefaults,
  ...gradientDefaults,
  historyLength: 50,
  epochs: 30,
  batchSize: 256,
  dropout: 0.2,
  patience: 5,
  optimizer: { kind: "adam", beta2: 0.98 },
};

/** A network that reads histories and says what comes next. */
export interface SequenceNetwork {
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /**
   * @param inputs - `history`: item positions + 1, 0 for padding on the left, int32, shape
   * [batch, length]; `user`: user positions + 1, 0 for one unknown at the fit, int32, shape
   * [batch], where the packing gives it
   * @returns shape [batch * places, size]: a state for each place of a history, or one for the
   * history; the last one of a history decides on what comes next
   */
  readonly states: (weights: Weights, inputs: NamedTensors, mode: ForwardMode) => tfjs.Tensor;
  /** The states at `place` of the inputs only, of a network that makes them with less work. */
  readonly statesAt?: (weights: Weights, inputs: NamedTensors, mode: ForwardMode) => tfjs.Tensor;
  readonly head: ItemHead;
  /** The attention of each block, where it has any, shape [batch, heads, length, length]. */
  readonly attention?: (weights: Weights, history: tfjs.Tensor) => tfjs.Tensor[];
  /** Makes of last items what is read to say what comes next, where it isn't they themselves. */
  readonly readable?: (windows: Int32Array, length: number) => Int32Array;
  /** A history has the same state however far it is padded. */
  readonly anyLength?: boolean;
}

/** How sequences become the batches of an epoch. */
export interface Packing extends Pick<Trainable, "inputs" | "phases"> {
  /** @param sequences - shuffled; where each lies in `items` */
  readonly pack: (
    items: Int32Array,
    sequences: readonly Sequence[],
    random: RandomGenerator,
  ) => Batch[];
}

/**
 * A model that reads a user's last items in order and says what comes next. A model's own file
 * says how the network is made, and how sequences are packed into batches.
 */
export abstract class SequenceModel<Config extends SequenceModelConfig>
  extends NeuralModel<Config>
  implements FoldIn
{
  #histories: Histories = NO_HISTORIES;

  protected abstract sequenceNetwork(itemCount: number, userCount: number): SequenceNetwork;

  protected abstract packing(itemCount: number): Packing;

  protected override weightSpecs(): Readonly<Record<string, WeightSpec>> {
    return this.sequenceNetwork(this.items.size, this.users.size).weights;
  }

  protected override async learn(
    interactions: Interactions,
    options: NeuralFitOptions,
  ): Promise<void> {
    const { config } = this;
    const random = new RandomGenerator(config.seed);
    const itemCount = interactions.items.size;
    const histories = historiesOf(interactions);
    const heldOut = heldOutUsers(histories, config.validationShare, random);
    const sequences = trainingSequences(histories, heldOut);
    if (sequences.length === 0) {
      throw new RangeError(`${this.name}.fit requires a user with at least 2 items, got none`);
    }
    const network = this.sequenceNetwork(itemCount, interactions.users.size);
    const { inputs, phases, pack } = this.packing(itemCount);
    this.network = await fitNetwork({
      name: this.name,
      weights: network.weights,
      random,
      config,
      options,
      describe: (variables) => ({
        inputs,
        phases,
        loss: (given, training) => sequenceLoss(network, variables, given, { config, training }),
        batches: (epoch) => {
          const order = permutation(random.fork("order").fork(epoch), sequences.length);
          const shuffled = Array.from(order, (each) => sequences[each]);
          return pack(histories.items, shuffled, random.fork("packing").fork(epoch));
        },
        validationMetric: this.#validation(network, variables, { histories, users: [...heldOut] }),
        chanceLoss: chanceLoss(config, itemCount),
      }),
    });
    this.#histories = histories;
  }

  #validation(
    network: SequenceNetwork,
    weights: Weights,
    { histories, users }: { histories: Histories; users: readonly number[] },
  ): Trainable["validationMetric"] {
    if (users.length === 0) return undefined;
    const groups = windowGroups(histories, Int32Array.from(users), this.#windowSizes(network));
    const score = (windows: Int32Array, group: Int32Array): Float32Array =>
      scoreWindows(
        network,
        weights,
        windows,
        group.map((user) => user + 1),
      );
    return { name: "ndcg@10", compute: () => rankingQuality(histories, groups, score) };
  }

  #windowSizes({ anyLength }: SequenceNetwork): { historyLength: number; anyLength?: boolean } {
    return { historyLength: this.config.historyLength, anyLength };
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    const users = userIndices.map((user) => user + 1);
    return this.#scoreHistories(this.#histories, userIndices, users);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const known = alignItems(interactions, this.items);
    const everybody = Int32Array.from({ length: known.users.size }, (_, user) => user);
    const users = Int32Array.from(known.users.ids, (id) =>
      this.users.has(id) ? this.users.indexOf(id) + 1 : 0,
    );
    return this.#scoreHistories(historiesOf(known), everybody, users);
  }

  /** What each item's embedding became, shape [items, embedding]. */
  itemEmbeddings(): DenseMatrix {
    const { size: itemCount } = this.items;
    const { items } = this.weights;
    const size = this.weightSpecs().items.shape[1];
    return denseMatrix(items.slice(size, (itemCount + 1) * size), itemCount, size);
  }

  /** Which places of a user's history read which, of a network that has attention. */
  protected readAttention(user: string): AttentionMaps {
    const { historyLength } = this.config;
    const { attention, readable } = this.sequenceNetwork(this.items.size, this.users.size);
    const userIndex = Int32Array.of(this.users.indexOf(user));
    const windows = windowsOf(this.#histories, userIndex, historyLength);
    const read = readable ? readable(windows, historyLength) : windows;
    const blocks = this.withWeights((weights) =>
      tf.tidy(() => attention?.(weights, tf.tensor2d(read, [1, historyLength], "int32")) ?? []),
    );
    const maps = attentionMaps(blocks, read, this.items.ids);
    tf.dispose(blocks);
    return maps;
  }

  /** @param users - their positions at the fit + 1, 0 for one unknown then */
  #scoreHistories(histories: Histories, wanted: Int32Array, users: Int32Array): DenseMatrix {
    const itemCount = this.items.size;
    const network = this.sequenceNetwork(itemCount, this.users.size);
    const scores = new Float32Array(wanted.length * itemCount);
    this.withWeights((weights) => {
      for (const group of windowGroups(histories, wanted, this.#windowSizes(network))) {
        const windows = windowsOf(histories, group.users, group.length);
        const known = group.places.map((place) => users[place]);
        const found = scoreWindows(network, weights, windows, known);
        group.places.forEach((place, row) => {
          const own = found.subarray(row * itemCount, (row + 1) * itemCount);
          scores.set(own, place * itemCount);
        });
      }
    });
    return denseMatrix(scores, wanted.length, itemCount);
  }

  protected override state(): ModelState {
    const { arrays, settings } = super.state();
    return { arrays: { ...arrays, ...historyState(this.#histories) }, settings };
  }

  protected override restore(state: ModelState): void {
    super.restore(state);
    this.#histories = restoreHistories(state.arrays);
  }
}

/**
 * What comes next after each window.
 *
 * @param users - their positions at the fit + 1, 0 for one unknown then
 * @returns scores, shape [windows, items]
 */
function scoreWindows(
  { states, statesAt, head, readable }: SequenceNetwork,
  weights: Weights,
  windows: Int32Array,
  users: Int32Array,
): Float32Array {
  const count = users.length;
  const length = windows.length / count;
  return numbersOf(() => {
    const read = readable ? readable(windows, length) : windows;
    const history = tf.tensor2d(read, [count, length], "int32");
    const inputs = { history, user: tf.tensor1d(users, "int32") };
    if (statesAt) {
      const place = tf.range(length - 1, count * length, length, "int32");
      return head.all(weights, statesAt(weights, { ...inputs, place }, INFERENCE));
    }
    const all = states(weights, inputs, INFERENCE);
    const [stateCount, size] = all.shape;
    const places = stateCount / count;
    const byUser = tf.reshape(all, [count, places, size]);
    const last = tf.slice(byUser, [0, places - 1, 0], [count, 1, size]);
    return head.all(weights, tf.reshape(last, [count, size]));
  });
}

/**
 * The mean loss of a batch of places, each with the item that came next.
 *
 * @param inputs - what the network reads; `place`, which of its states are learned from, int32,
 * shape [places]; `target`, the items that came next, counted from 1; `weight`, 0 for padding;
 * `seed`
 */
export function sequenceLoss(
  { states, statesAt, head }: SequenceNetwork,
  weights: Weights,
  inputs: NamedTensors,
  parts: { config: ItemLossConfig; training: boolean },
): tfjs.Scalar {
  const { place, target, weight, seed } = inputs;
  const { config, training } = parts;
  const mode = { training, seed };
  const chosen = statesAt
    ? statesAt(weights, inputs, mode)
    : rows(states(weights, inputs, mode), place); // [places, size]
  const losses = itemLosses(weights, { head, states: chosen, target, seed }, config);
  return tf.div(tf.sum(tf.mul(losses, weight)), tf.sum(weight)).asScalar();
}

/** Users whose last item is kept for validation. */
function heldOutUsers(
  { start }: Histories,
  share: number,
  random: RandomGenerator,
): ReadonlySet<number> {
  const long: number[] = [];
  for (let user = 0; user + 1 < start.length; user++) {
    if (start[user + 1] - start[user] >= 3) long.push(user);
  }
  const order = permutation(random.fork("validation"), long.length);
  return new Set(Array.from(order.subarray(0, Math.floor(long.length * share)), (i) => long[i]));
}

/** Where each user's training items lie: all, or all but the last. */
function trainingSequences({ start }: Histories, heldOut: ReadonlySet<number>): Sequence[] {
  const sequences: Sequence[] = [];
  for (let user = 0; user + 1 < start.length; user++) {
    const end = start[user + 1] - (heldOut.has(user) ? 1 : 0);
    if (end - start[user] >= 2) sequences.push({ user, from: start[user], end });
  }
  return sequences;
}
