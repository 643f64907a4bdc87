import type * as tfjs from "@tensorflow/tfjs-node";
import { addBias, dropout, layerNorm, rows, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { type ForwardMode } from "./Network";

/** What follows the first feed-forward layer. */
export type Activation = "relu" | "gelu";

/** What a block is made with. */
export interface BlockOptions {
  readonly headCount: number;
  /** Share of values set to 0 in training. */
  readonly dropout: number;
  /**
   * Added to the attention scores, shape [batch or 1, 1, length or 1, length]; -1e9 where not seen.
   */
  readonly mask: tfjs.Tensor | null;
  readonly mode: ForwardMode;
  /** Number of the block: where its random numbers come from. */
  readonly blockIndex: number;
  readonly activation: Activation;
  /**
   * The rows of x, of batch * length, whose output is wanted, int32, shape [places]; all if left
   * out. The places still attend to all.
   */
  readonly place?: tfjs.Tensor;
}

/** Weights of a block, by name behind a prefix. */
export function blockWeights(
  prefix: string,
  parts: { size: number; feedSize: number; initial: WeightSpec["initial"] },
): Record<string, WeightSpec> {
  const { size, feedSize, initial } = parts;
  const named: Record<string, WeightSpec> = {
    norm1Scale: { shape: [size], initial: "ones" },
    norm1Shift: { shape: [size], initial: "zeros" },
    queryKeyValue: { shape: [size, 3 * size], initial },
    queryKeyValueBias: { shape: [3 * size], initial: "zeros" },
    attended: { shape: [size, size], initial },
    attendedBias: { shape: [size], initial: "zeros" },
    norm2Scale: { shape: [size], initial: "ones" },
    norm2Shift: { shape: [size], initial: "zeros" },
    feed1: { shape: [size, feedSize], initial },
    feed1Bias: { shape: [feedSize], initial: "zeros" },
    feed2: { shape: [feedSize, size], initial },
    feed2Bias: { shape: [size], initial: "zeros" },
  };
  return Object.fromEntries(
    Object.entries(named).map(([name, spec]) => [`${prefix}_${name}`, spec]),
  );
}

/**
 * A transformer block, norms first: attention and then a feed-forward layer, each added to what
 * it read.
 *
 *     x = x + attention(norm(x)),  x = x + W2 f(W1 norm(x) + b1) + b2
 *
 * @param x - shape [batch, length, size]
 * @returns `output` in the shape of x, or [places, size], `attention` of shape [batch, heads, length, length] with
 * rows that sum to 1
 * @see Vaswani et al. (2017), Attention is all you need, arXiv:1706.03762; Xiong et al. (2020), On
 *   layer normalization in the transformer architecture, arXiv:2002.04745
 */
export function transformerBlock(
  weights: Weights,
  prefix: string,
  x: tfjs.Tensor,
  options: BlockOptions,
): { output: tfjs.Tensor; attention: tfjs.Tensor } {
  const { headCount, mask, mode, blockIndex } = options;
  const [batch, length, size] = x.shape;
  const headSize = size / headCount;
  const weight = (name: string): tfjs.Tensor => weights[`${prefix}_${name}`];
  const drop = (values: tfjs.Tensor, place: number): tfjs.Tensor =>
    mode.training && mode.seed
      ? dropout(values, options.dropout, { seed: mode.seed, site: 10 * (blockIndex + 1) + place })
      : values;
  const flat = tf.reshape(x, [batch * length, size]);
  const normed = layerNorm(flat, weight("norm1Scale"), weight("norm1Shift"));
  const projected = dense(normed, weight("queryKeyValue"), weight("queryKeyValueBias"));
  const split = tf.transpose(
    tf.reshape(projected, [batch, length, 3, headCount, headSize]),
    [2, 0, 3, 1, 4],
  );
  const [query, key, value] = tf.unstack(split); // [batch, heads, length, head size]
  const likeness = tf.matMul(tf.mul(query, 1 / Math.sqrt(headSize)), key, false, true);
  const attention = tf.softmax(mask ? tf.add(likeness, mask) : likeness);
  const heard = tf.reshape(tf.transpose(tf.matMul(drop(attention, 1), value), [0, 2, 1, 3]), [
    batch * length,
    size,
  ]);
  const { place } = options;
  const [before, attended] = place ? [rows(flat, place), rows(heard, place)] : [flat, heard];
  const mixed = tf.add(
    before,
    drop(dense(attended, weight("attended"), weight("attendedBias")), 2),
  );
  const normed2 = layerNorm(mixed, weight("norm2Scale"), weight("norm2Shift"));
  const fed1 = dense(normed2, weight("feed1"), weight("feed1Bias"));
  const hidden = drop(options.activation === "gelu" ? gelu(fed1) : tf.relu(fed1), 3);
  const fed = drop(dense(hidden, weight("feed2"), weight("feed2Bias")), 4);
  const output = tf.add(mixed, fed);
  return { output: place ? output : tf.reshape(output, [batch, length, size]), attention };
}

/** x W + b, x of shape [rows, in]. */
export function dense(x: tfjs.Tensor, weight: tfjs.Tensor, bias: tfjs.Tensor): tfjs.Tensor {
  return addBias(tf.matMul(x, weight), bias);
}

/**
 * x times the probability that a standard normal number is below x.
 *
 * @see Hendrycks and Gimpel (2016), Gaussian error linear units, arXiv:1606.08415
 */
export function gelu(x: tfjs.Tensor): tfjs.Tensor {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}
