import type * as tfjs from "@tensorflow/tfjs-node";
import { type Interactions } from "../../data";
import { denseMatrix, type DenseMatrix } from "../../matrices";
import { crossEntropy, dropout, type NamedTensors, randomIntegers, rows, tf } from "../../native";
import { permutation, RandomGenerator } from "../../probability";
import {
  type Batch,
  fixedWeights,
  initialWeights,
  train,
  trainableWeights,
  type TrainingCurve,
  weightArrays,
  type Weights,
  type WeightSpec,
} from "../../training";
import { alignItems, type FoldIn } from "../FoldIn";
import { completeConfig, type Hyperparameters, type OwnRules } from "../hyperparameters";
import { type FitOptions, Model, type ModelState, type ProbabilityRule } from "../Model";
import { type Histories, historiesOf, windowsOf } from "./historyWindows";
import { between, oneOf, whole } from "../settingRules";
import { type ForwardMode, INFERENCE } from "./Network";
import { packSequences, type SequenceBatch } from "./packSequences";
import { rankingQuality } from "./rankingQuality";
import { blockWeights, layerNorm, transformerBlock } from "./transformerBlock";

/** Settings of SASRec. */
export interface SasrecConfig extends Pick<
  Hyperparameters,
  | "historyLength"
  | "embeddingSize"
  | "epochs"
  | "batchSize"
  | "learningRate"
  | "dropout"
  | "validationShare"
  | "patience"
  | "optimizer"
  | "schedule"
  | "seed"
> {
  readonly blockCount: number;
  readonly headCount: number;
  /**
   * "softmax": cross-entropy over all items; "sampledSoftmax": over the right item and
   * `negativeCount` others; "gbce": generalised binary cross-entropy with so many others.
   */
  readonly loss: "softmax" | "sampledSoftmax" | "gbce";
  /** Wrong items drawn for each step, uniformly; all places of the batch share them. */
  readonly negativeCount: number;
  /** gBCE's calibration t: 0 is plain binary cross-entropy, 1 undoes the sampling's bias. */
  readonly calibration: number;
  /** Places (an item to predict each) in one step, at most: shapes are fixed. */
  readonly placesPerBatch: number;
}

export const sasrecDefaults: SasrecConfig = {
  historyLength: 50,
  embeddingSize: 64,
  blockCount: 2,
  headCount: 2,
  loss: "softmax",
  negativeCount: 256,
  calibration: 0.75,
  epochs: 30,
  batchSize: 256,
  placesPerBatch: 2048,
  learningRate: 0.001,
  dropout: 0.2,
  validationShare: 0.1,
  patience: 5,
  optimizer: { kind: "adam", beta2: 0.98 },
  schedule: { kind: "constant" },
  seed: 42,
};

const sasrecRules: OwnRules<SasrecConfig> = {
  loss: oneOf("softmax", "sampledSoftmax", "gbce"),
  calibration: between(0, 1),
  placesPerBatch: whole(1),
};

/** Users scored at a time. */
const SCORED_AT_ONCE = 256;

/**
 * SASRec: a transformer reads the history from left to right and says at each place what comes
 * next.
 *
 *     h = blocks(embedding(items) + position),  score(item i) = <h_last, embedding_i>
 *
 * The same embedding reads items and scores them. Histories are right-aligned, so the last item
 * always has the last position.
 *
 * Deviations: the loss is over all items by default, which ranks much better than the paper's
 * binary one with a single wrong item; norms come first in a block.
 *
 * @see Kang and McAuley (2018), Self-attentive sequential recommendation, arXiv:1808.09781;
 *   Petrov and Macdonald (2023), gSASRec, arXiv:2308.07192
 */
export class Sasrec extends Model<SasrecConfig> implements FoldIn {
  override readonly name = "Sasrec";
  override readonly probabilityRule: ProbabilityRule = "softmax";
  /** Loss by epoch, beside ln(number of items), the loss of a uniform guess. */
  curve: TrainingCurve | null = null;
  #weights: Readonly<Record<string, Float32Array>> = {};
  #histories: Histories = { start: new Int32Array(1), items: new Int32Array(0) };

  /** @throws RangeError if the heads don't divide the embedding */
  constructor(config: Partial<SasrecConfig> = {}) {
    super(completeConfig("Sasrec", config, sasrecDefaults, sasrecRules));
    const { embeddingSize, headCount } = this.config;
    if (embeddingSize % headCount !== 0) {
      throw new RangeError(
        `Sasrec requires headCount that divides embeddingSize ${embeddingSize}, got ${headCount}`,
      );
    }
  }

  /** The learned arrays by name; `items` has the padding's row first. */
  get weights(): Readonly<Record<string, Float32Array>> {
    return this.#weights;
  }

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { config } = this;
    const random = new RandomGenerator(config.seed);
    const itemCount = interactions.items.size;
    const histories = historiesOf(interactions);
    const heldOut = heldOutUsers(histories, config.validationShare, random);
    const sequences = trainingSequences(histories, heldOut);
    if (sequences.length === 0) {
      throw new RangeError("Sasrec.fit requires a user with at least 2 items, got none");
    }
    const specs = sasrecWeights(config, itemCount);
    const variables = trainableWeights(specs, initialWeights(specs, random.fork("weights")));
    const validation = [...heldOut];
    try {
      this.curve = await train(
        {
          name: this.name,
          variables: Object.values(variables),
          inputs: {
            history: { shape: [config.batchSize, config.historyLength], dtype: "int32" },
            place: { shape: [config.placesPerBatch], dtype: "int32" },
            target: { shape: [config.placesPerBatch], dtype: "int32" },
            weight: { shape: [config.placesPerBatch], dtype: "float32" },
          },
          loss: (inputs, training) => sasrecLoss(variables, inputs, { config, training }),
          batches: (epoch) => {
            const order = permutation(random.fork("order").fork(epoch), sequences.length);
            const shuffled = Array.from(order, (each) => sequences[each]);
            return packSequences(histories.items, shuffled, config).map(toBatch);
          },
          validationMetric:
            validation.length === 0
              ? undefined
              : {
                  name: "ndcg@10",
                  compute: () =>
                    rankingQuality(
                      histories,
                      validation,
                      (windows) => this.#score(variables, windows, itemCount),
                      config.historyLength,
                    ),
                },
          chanceLoss: chanceLoss(config, itemCount),
        },
        config,
        options,
      );
      this.#weights = weightArrays(variables);
      this.#histories = histories;
    } finally {
      tf.dispose(variables);
    }
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return this.#scoreHistories(this.#histories, userIndices);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const known = alignItems(interactions, this.items);
    const everybody = Int32Array.from({ length: known.users.size }, (_, user) => user);
    return this.#scoreHistories(historiesOf(known), everybody);
  }

  #scoreHistories(histories: Histories, userIndices: Int32Array): DenseMatrix {
    const { historyLength } = this.config;
    const itemCount = this.items.size;
    const weights = fixedWeights(sasrecWeights(this.config, itemCount), this.#weights);
    const scores = new Float32Array(userIndices.length * itemCount);
    for (let first = 0; first < userIndices.length; first += SCORED_AT_ONCE) {
      const users = userIndices.subarray(first, first + SCORED_AT_ONCE);
      const windows = windowsOf(histories, users, historyLength);
      scores.set(this.#score(weights, windows, itemCount), first * itemCount);
    }
    tf.dispose(weights);
    return denseMatrix(scores, userIndices.length, itemCount);
  }

  /** @returns scores, shape [windows, items] */
  #score(weights: Weights, windows: Int32Array, itemCount: number): Float32Array {
    const { historyLength, embeddingSize } = this.config;
    const count = windows.length / historyLength;
    return tf.tidy(() => {
      const history = tf.tensor2d(windows, [count, historyLength], "int32");
      const hidden = sasrecHidden(weights, history, { config: this.config, mode: INFERENCE });
      const last = tf.reshape(
        tf.slice(hidden, [0, historyLength - 1, 0], [count, 1, embeddingSize]),
        [count, embeddingSize],
      );
      const items = tf.slice(weights.items, [1, 0], [itemCount, embeddingSize]);
      return tf.matMul(last, items, false, true).dataSync() as Float32Array;
    });
  }

  protected override state(): ModelState {
    const { start, items } = this.#histories;
    const arrays = Object.fromEntries(
      Object.entries(this.#weights).map(([name, values]) => [`weight_${name}`, values]),
    );
    return {
      arrays: { ...arrays, historyStart: start, historyItems: items },
      settings: { curve: this.curve },
    };
  }

  protected override restore({ arrays, settings }: ModelState): void {
    this.#weights = Object.fromEntries(
      Object.keys(sasrecWeights(this.config, this.items.size)).map((name) => [
        name,
        arrays[`weight_${name}`] as Float32Array,
      ]),
    );
    this.#histories = {
      start: arrays.historyStart as Int32Array,
      items: arrays.historyItems as Int32Array,
    };
    this.curve = settings.curve as TrainingCurve | null;
  }
}

type NetworkConfig = Pick<
  SasrecConfig,
  "historyLength" | "embeddingSize" | "blockCount" | "headCount" | "dropout"
>;

/** The network's weights. Row 0 of `items` is the padding's. */
export function sasrecWeights(
  config: NetworkConfig,
  itemCount: number,
): Record<string, WeightSpec> {
  const { embeddingSize, historyLength, blockCount } = config;
  const initial = { normal: 0.02 };
  const blocks = Array.from({ length: blockCount }, (_, index) =>
    blockWeights(`block${index}`, embeddingSize, initial),
  );
  return {
    items: { shape: [itemCount + 1, embeddingSize], initial },
    positions: { shape: [historyLength, embeddingSize], initial },
    ...(Object.assign({}, ...blocks) as Record<string, WeightSpec>),
    normScale: { shape: [embeddingSize], initial: "ones" },
    normShift: { shape: [embeddingSize], initial: "zeros" },
  };
}

/**
 * What the network makes of each place of a history.
 *
 * @param history - item positions + 1, 0 for padding on the left, shape [batch, length]
 * @returns shape [batch, length, embedding]
 */
export function sasrecHidden(
  weights: Weights,
  history: tfjs.Tensor,
  { config, mode }: { config: NetworkConfig; mode: ForwardMode },
): tfjs.Tensor {
  const [batch, length] = history.shape;
  const { blockCount, headCount, embeddingSize } = config;
  let x = tf.add(rows(weights.items, history), weights.positions); // [batch, length, embedding]
  if (mode.training && mode.seed) {
    x = dropout(x, config.dropout, { seed: mode.seed, site: 1 });
  }
  const mask = attentionMask(history);
  for (let blockIndex = 0; blockIndex < blockCount; blockIndex++) {
    const options = { headCount, dropout: config.dropout, mask, mode, blockIndex };
    x = transformerBlock(weights, `block${blockIndex}`, x, options).output;
  }
  const flat = tf.reshape(x, [batch * length, embeddingSize]);
  const normed = layerNorm(flat, weights.normScale, weights.normShift);
  return tf.reshape(normed, [batch, length, embeddingSize]);
}

/** A place sees itself and what came before it, but no padding; shape [batch, 1, length, length]. */
function attentionMask(history: tfjs.Tensor): tfjs.Tensor {
  const [batch, length] = history.shape;
  const later = Float32Array.from({ length: length * length }, (_, cell) =>
    cell % length > Math.floor(cell / length) ? 1 : 0,
  );
  const padding = tf.cast(tf.equal(history, 0), "float32");
  const unseen = tf.maximum(
    tf.reshape(padding, [batch, 1, 1, length]),
    tf.tensor(later, [1, 1, length, length]),
  );
  return tf.mul(unseen, -1e9);
}

/** The mean loss of a batch of places, each with the item that came next. */
export function sasrecLoss(
  weights: Weights,
  inputs: NamedTensors,
  { config, training }: { config: SasrecConfig; training: boolean },
): tfjs.Scalar {
  const { history, place, target, weight, seed } = inputs;
  const mode = { training, seed };
  const [batch, length] = history.shape;
  const { embeddingSize } = config;
  const hidden = sasrecHidden(weights, history, { config, mode });
  const flat = tf.reshape(hidden, [batch * length, embeddingSize]);
  const chosen = rows(flat, place); // [places, embedding]
  const itemCount = weights.items.shape[0] - 1;
  const losses =
    config.loss === "softmax"
      ? fullSoftmax(weights.items, chosen, target)
      : sampledLoss(weights.items, chosen, target, { config, seed, itemCount });
  return tf.div(tf.sum(tf.mul(losses, weight)), tf.sum(weight)).asScalar();
}

function fullSoftmax(items: tfjs.Tensor, hidden: tfjs.Tensor, target: tfjs.Tensor): tfjs.Tensor {
  const [rowCount, size] = items.shape;
  const real = tf.slice(items, [1, 0], [rowCount - 1, size]);
  const logits = tf.matMul(hidden, real, false, true); // [places, items]
  const label = tf.maximum(tf.sub(target, tf.scalar(1, "int32")), tf.scalar(0, "int32"));
  return crossEntropy(logits, label);
}

/** The right item against wrong ones drawn at random; a draw that is the right one doesn't count. */
function sampledLoss(
  items: tfjs.Tensor,
  hidden: tfjs.Tensor,
  target: tfjs.Tensor,
  parts: { config: SasrecConfig; seed: tfjs.Tensor; itemCount: number },
): tfjs.Tensor {
  const { loss, negativeCount, calibration } = parts.config;
  const wrong = randomIntegers(
    [negativeCount],
    { low: 1, high: parts.itemCount + 1 },
    { seed: parts.seed, site: 2 },
  );
  const right = tf.sum(tf.mul(hidden, rows(items, target)), 1, true); // [places, 1]
  const others = tf.matMul(hidden, rows(items, wrong), false, true); // [places, negatives]
  const hit = tf.cast(tf.equal(tf.reshape(target, [-1, 1]), tf.reshape(wrong, [1, -1])), "float32");
  const masked = tf.sub(others, tf.mul(hit, 1e9));
  if (loss === "sampledSoftmax") {
    const first = tf.zeros([hidden.shape[0]], "int32");
    return crossEntropy(tf.concat([right, masked], 1), first);
  }
  const rate = negativeCount / Math.max(1, parts.itemCount - 1);
  const exponent = rate * (calibration * (1 - 1 / rate) + 1 / rate);
  const positive = tf.mul(tf.softplus(tf.neg(tf.squeeze(right, [1]))), exponent);
  return tf.add(positive, tf.sum(tf.softplus(masked), 1));
}

/** The loss of equal scores. */
function chanceLoss({ loss, negativeCount }: SasrecConfig, itemCount: number): number | undefined {
  if (loss === "gbce") return undefined;
  return Math.log(loss === "softmax" ? itemCount : negativeCount + 1);
}

function toBatch({ history, place, target, weight, placeCount }: SequenceBatch): Batch {
  return { inputs: { history, place, target, weight }, weight: placeCount };
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
function trainingSequences(
  { start }: Histories,
  heldOut: ReadonlySet<number>,
): { from: number; end: number }[] {
  const sequences: { from: number; end: number }[] = [];
  for (let user = 0; user + 1 < start.length; user++) {
    const end = start[user + 1] - (heldOut.has(user) ? 1 : 0);
    if (end - start[user] >= 2) sequences.push({ from: start[user], end });
  }
  return sequences;
}
