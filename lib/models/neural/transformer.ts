import type * as tfjs from "@tensorflow/tfjs-node";
import { dropout, layerNorm, rows, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { type Hyperparameters } from "../hyperparameters";
import { type ForwardMode } from "./Network";
import { type Activation, blockWeights, transformerBlock } from "./transformerBlock";

/** Settings of a transformer over a history. */
export type TransformerConfig = Pick<
  Hyperparameters,
  "historyLength" | "embeddingSize" | "blockCount" | "headCount" | "dropout"
>;

/** @throws RangeError if the heads don't divide the embedding */
export function checkHeads(
  model: string,
  { embeddingSize, headCount }: Pick<TransformerConfig, "embeddingSize" | "headCount">,
): void {
  if (embeddingSize % headCount !== 0) {
    throw new RangeError(
      `${model} requires headCount that divides embeddingSize ${embeddingSize}, got ${headCount}`,
    );
  }
}

/** What distinguishes one transformer from another. */
export interface TransformerKind {
  /** The name of the table of embeddings; row 0 is the padding's. */
  readonly table: string;
  /** Units of the feed-forward layers. */
  readonly feedSize: number;
  readonly activation: Activation;
}

/** The weights: a table of `rowCount` embeddings, positions, blocks, and a last norm. */
export function transformerWeights(
  { embeddingSize, historyLength, blockCount }: TransformerConfig,
  rowCount: number,
  { table, feedSize, initial }: TransformerKind & { initial: WeightSpec["initial"] },
): Record<string, WeightSpec> {
  const blocks = Array.from({ length: blockCount }, (_, index) =>
    blockWeights(`block${index}`, { size: embeddingSize, feedSize, initial }),
  );
  return {
    [table]: { shape: [rowCount, embeddingSize], initial },
    positions: { shape: [historyLength, embeddingSize], initial },
    ...(Object.assign({}, ...blocks) as Record<string, WeightSpec>),
    normScale: { shape: [embeddingSize], initial: "ones" },
    normShift: { shape: [embeddingSize], initial: "zeros" },
  };
}

/**
 * What a transformer makes of each place of a history. The last place always has the last
 * position, so a history that is padded less has the same states.
 *
 *     h = norm(blocks(embedding(items) + position))
 *
 * @param history - rows of the table, int32, shape [batch, length]
 * @param parts - `mask`: added to the attention scores, shape [batch or 1, 1, length or 1, length];
 * `place`: the rows of batch * length whose states are wanted, int32, shape [places], all if left
 * out: the last block then feeds forward these only
 * @returns `states` of shape [batch * length or places, embedding]; the `attention` of each block, shape
 * [batch, heads, length, length]
 */
export function transformerStates(
  weights: Weights,
  history: tfjs.Tensor,
  parts: {
    config: TransformerConfig;
    kind: TransformerKind;
    mode: ForwardMode;
    mask: tfjs.Tensor;
    place?: tfjs.Tensor;
  },
): { states: tfjs.Tensor; attention: tfjs.Tensor[] } {
  const length = history.shape[1]!;
  const { config, kind, mode, mask, place } = parts;
  const { blockCount, headCount, embeddingSize, historyLength } = config;
  const positions = tf.slice(
    weights.positions,
    [historyLength - length, 0],
    [length, embeddingSize],
  );
  let x = tf.add(rows(weights[kind.table], history), positions); // [batch, length, embedding]
  if (mode.training && mode.seed) {
    x = dropout(x, config.dropout, { seed: mode.seed, site: 1 });
  }
  const attention: tfjs.Tensor[] = [];
  for (let blockIndex = 0; blockIndex < blockCount; blockIndex++) {
    const options = { headCount, dropout: config.dropout, mask, mode, blockIndex };
    const block = transformerBlock(weights, `block${blockIndex}`, x, {
      ...options,
      activation: kind.activation,
      place: blockIndex === blockCount - 1 ? place : undefined,
    });
    x = block.output;
    attention.push(block.attention);
  }
  const flat = tf.reshape(x, [-1, embeddingSize]);
  return { states: layerNorm(flat, weights.normScale, weights.normShift), attention };
}

/** Large enough that softmax gives it nothing. */
const UNSEEN = -1e9;

/** No place sees padding; shape [batch, 1, 1, length]. */
export function paddingMask(history: tfjs.Tensor): tfjs.Tensor {
  const [batch, length] = history.shape;
  const padding = tf.cast(tf.equal(history, 0), "float32");
  return tf.reshape(tf.mul(padding, UNSEEN), [batch, 1, 1, length]);
}

/** A place sees itself and what came before it, but no padding; shape [batch, 1, length, length]. */
export function causalMask(history: tfjs.Tensor): tfjs.Tensor {
  const length = history.shape[1]!;
  const later = Float32Array.from({ length: length * length }, (_, cell) =>
    cell % length > Math.floor(cell / length) ? UNSEEN : 0,
  );
  return tf.minimum(paddingMask(history), tf.tensor(later, [1, 1, length, length]));
}
