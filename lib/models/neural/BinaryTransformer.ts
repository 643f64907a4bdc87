import type * as tfjs from "@tensorflow/tfjs-node";
import { type Interactions } from "../../data";
import { denseMatrix, type DenseMatrix } from "../../matrices";
import { crossEntropy, dropout, rows, tf } from "../../native";
import { type Weights } from "../../training";
import { completeConfig, type Hyperparameters, type OwnRules } from "../hyperparameters";
import { type ModelState } from "../Model";
import { whole } from "../settingRules";
import { type NeuralFitOptions } from "./fitNetwork";
import { type ItemHead, positionOf } from "./itemHead";
import { itemLossRules } from "./itemLosses";
import { innerProducts, pairSums } from "./pairNetwork";
import {
  type Packing,
  SequenceModel,
  type SequenceModelConfig,
  sequenceModelDefaults,
  type SequenceNetwork,
} from "./SequenceModel";
import {
  checkHeads,
  paddingMask,
  type TransformerConfig,
  type TransformerKind,
  transformerStates,
  transformerWeights,
} from "./transformer";
import { windowPacking } from "./windowPacking";

/** Settings of the binary transformer. */
export interface BinaryTransformerConfig
  extends
    SequenceModelConfig,
    Pick<Hyperparameters, "embeddingSize" | "blockCount" | "headCount" | "hiddenSize"> {
  /** Items with an embedding of their own, the most chosen ones; the others share one. */
  readonly vocabularySize: number;
}

export const binaryTransformerDefaults: BinaryTransformerConfig = {
  ...sequenceModelDefaults,
  optimizer: { kind: "adam" },
  loss: "gbce",
  calibration: 0,
  negativeCount: 16,
  historyLength: 100,
  embeddingSize: 64,
  hiddenSize: 64,
  blockCount: 1,
  headCount: 2,
  dropout: 0.1,
  vocabularySize: 10_000,
};

/** Hidden units of pairs held at a time: 64 MB. */
const NUMBERS_AT_ONCE = 1 << 24;

const rules: OwnRules<BinaryTransformerConfig> = { ...itemLossRules, vocabularySize: whole(2) };

/**
 * A binary classifier: a transformer reads the history, and its mean and a candidate item's
 * embedding e decide whether the item is chosen next, by their product and by dense layers.
 *
 *     h = mean over items of transformer(embedding(history) + position)
 *     p(item is chosen) = sigma(<h, e> + <a, relu(W_h h + W_e e + b)> + c)
 *
 * It learns by binary cross-entropy from each next item against `negativeCount` items drawn for
 * the step. The candidate meets the history after the transformer, so a history is read once for
 * all items. Scores are log odds, among such draws.
 *
 * @see Vaswani et al. (2017), Attention is all you need, arXiv:1706.03762
 */
export class BinaryTransformer extends SequenceModel<BinaryTransformerConfig> {
  override readonly name = "BinaryTransformer";
  #tokens: Float32Array = new Float32Array(0);

  /** @throws RangeError if the heads don't divide the embedding */
  constructor(config: Partial<BinaryTransformerConfig> = {}) {
    super(completeConfig("BinaryTransformer", config, binaryTransformerDefaults, rules));
    checkHeads("BinaryTransformer", this.config);
  }

  protected override async learn(
    interactions: Interactions,
    options: NeuralFitOptions,
  ): Promise<void> {
    this.#tokens = tokensOf(interactions, this.config.vocabularySize);
    await super.learn(interactions, options);
  }

  protected override sequenceNetwork(itemCount: number): SequenceNetwork {
    return binaryTransformerNetwork(this.config, this.#tokens, itemCount);
  }

  protected override packing(): Packing {
    return windowPacking({ ...this.config, horizon: 1 });
  }

  /** What each item's embedding became, shape [items, embedding]; rare items share one. */
  override itemEmbeddings(): DenseMatrix {
    const { embeddingSize } = this.config;
    const { tokens } = this.weights;
    const itemCount = this.items.size;
    const values = new Float32Array(itemCount * embeddingSize);
    for (let item = 0; item < itemCount; item++) {
      const start = this.#tokens[item + 1] * embeddingSize;
      values.set(tokens.subarray(start, start + embeddingSize), item * embeddingSize);
    }
    return denseMatrix(values, itemCount, embeddingSize);
  }

  protected override state(): ModelState {
    const { arrays, settings } = super.state();
    return { arrays: { ...arrays, tokens: this.#tokens }, settings };
  }

  protected override restore(state: ModelState): void {
    this.#tokens = state.arrays.tokens as Float32Array;
    super.restore(state);
  }
}

/**
 * Each item's row of the table of embeddings, behind a 0 for padding: the most chosen items have
 * rows of their own, in their order in the log; the others share the last row.
 */
export function tokensOf(interactions: Interactions, vocabularySize: number): Float32Array {
  const itemCount = interactions.items.size;
  const tokens = Float32Array.from({ length: itemCount + 1 }, (_, item) => item);
  if (itemCount <= vocabularySize) return tokens;
  const counts = new Int32Array(itemCount);
  for (const item of interactions.itemIndex) counts[item]++;
  const byCount = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  tokens.fill(vocabularySize, 1);
  byCount
    .slice(0, vocabularySize - 1)
    .sort((a, b) => a - b)
    .forEach((item, index) => {
      tokens[item + 1] = index + 1;
    });
  return tokens;
}

/** The network by itself. @param tokens - rows of the table by item + 1; see `tokensOf` */
export function binaryTransformerNetwork(
  config: TransformerConfig & Pick<BinaryTransformerConfig, "hiddenSize">,
  tokens: Float32Array,
  itemCount: number,
): SequenceNetwork {
  const { embeddingSize, hiddenSize } = config;
  const kind: TransformerKind = {
    table: "tokens",
    feedSize: embeddingSize,
    activation: "relu",
  };
  const initial = { normal: 0.05 };
  const rowCount = 1 + tokens.reduce((most, token) => Math.max(most, token), 0);
  const tokenOf = (items: tfjs.Tensor): tfjs.Tensor => {
    const table = tf.tensor2d(tokens, [tokens.length, 1]);
    return tf.cast(tf.reshape(rows(table, items), items.shape), "int32");
  };
  return {
    weights: {
      ...transformerWeights(config, rowCount, { ...kind, initial }),
      history: { shape: [embeddingSize, hiddenSize], initial: "glorot" },
      candidate: { shape: [embeddingSize, hiddenSize], initial: "glorot" },
      hiddenBias: { shape: [hiddenSize], initial: "zeros" },
      output: { shape: [hiddenSize, 1], initial: "glorot" },
      outputBias: { shape: [1], initial: "zeros" },
    },
    states(weights, { history }, mode) {
      const [batch, length] = history.shape;
      const parts = { config, kind, mode, mask: paddingMask(history) };
      const { states } = transformerStates(weights, tokenOf(history), parts);
      const isItem = tf.expandDims(tf.cast(tf.greater(history, 0), "float32"), 2);
      const items = tf.mul(tf.reshape(states, [batch, length, embeddingSize]), isItem);
      const mean = tf.div(tf.sum(items, 1), tf.maximum(tf.sum(isItem, 1), 1)); // [batch, embedding]
      const { training, seed } = mode;
      return training && seed ? dropout(mean, config.dropout, { seed, site: 3 }) : mean;
    },
    head: classifierHead(tokenOf, itemCount),
  };
}

/** Log odds of a history's mean and an item's embedding. */
function classifierHead(tokenOf: (items: tfjs.Tensor) => tfjs.Tensor, itemCount: number): ItemHead {
  const meet = (
    weights: Weights,
    states: tfjs.Tensor,
    items: tfjs.Tensor,
    every: boolean,
  ): tfjs.Tensor => {
    const left = tf.add(tf.matMul(states, weights.history), weights.hiddenBias);
    const embedded = rows(weights.tokens, tokenOf(items));
    const right = tf.matMul(embedded, weights.candidate);
    const hidden = tf.relu(pairSums(left, right, every)); // [pairs, hidden]
    const heard = tf.add(tf.matMul(hidden, weights.output), weights.outputBias);
    const product = innerProducts(states, embedded, every); // [pairs]
    return tf.reshape(tf.add(tf.squeeze(heard, [1]), product), [states.shape[0], -1]);
  };
  const all = (weights: Weights, states: tfjs.Tensor): tfjs.Tensor => {
    const hiddenSize = weights.history.shape[1]!;
    const block = Math.max(1, Math.floor(NUMBERS_AT_ONCE / (states.shape[0] * hiddenSize)));
    const parts: tfjs.Tensor[] = [];
    for (let first = 1; first <= itemCount; first += block) {
      const end = Math.min(first + block, itemCount + 1);
      parts.push(tf.tidy(() => meet(weights, states, tf.range(first, end, 1, "int32"), true)));
    }
    return tf.concat(parts, 1);
  };
  return {
    itemCount,
    all,
    losses: (weights, states, right) => crossEntropy(all(weights, states), positionOf(right)),
    some: (weights, states, items) => meet(weights, states, items, true),
    own: (weights, states, items) => meet(weights, states, items, false),
  };
}
