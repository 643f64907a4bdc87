import type * as tfjs from "@tensorflow/tfjs-node";
import { blockWeights, completeConfig, dense, transformerBlock } from "../../models";
import { layerNorm, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import {
  type ForecastNetwork,
  HORIZON_INPUTS,
  type NetworkInputs,
  type NetworkShape,
  outputsOf,
  outputWeights,
} from "./ForecastNetwork";
import { NeuralForecaster } from "./NeuralForecaster";
import { neuralForecasterRules } from "./neuralForecasterConfig";
import {
  blockSizes,
  checkHeads,
  encodeWindows,
  windowEncoderWeights,
  type WindowTransformerConfig,
  windowTransformerDefaults,
} from "./WindowTransformer";

/** Settings of the transformer encoder-decoder. */
export type TransformerSeq2SeqConfig = WindowTransformerConfig;

export const transformerSeq2SeqDefaults: TransformerSeq2SeqConfig = {
  ...windowTransformerDefaults,
  blockCount: 1,
};

/**
 * Transformer encoder-decoder: the encoder reads the windows, each window to come asks it what
 * matters (attention across), and then looks at the windows to come before it.
 *
 * Deviation: windows to come are asked for by how far ahead they are and their season, all at once,
 * not fed one after the other.
 *
 * @see Vaswani et al. (2017), Attention is all you need, arXiv:1706.03762
 */
export class TransformerSeq2Seq extends NeuralForecaster<TransformerSeq2SeqConfig> {
  override readonly name = "TransformerSeq2Seq";

  /** @throws RangeError if the heads don't divide the hidden size */
  constructor(config: Partial<TransformerSeq2SeqConfig> = {}) {
    super(
      completeConfig(
        "TransformerSeq2Seq",
        config,
        transformerSeq2SeqDefaults,
        neuralForecasterRules,
      ),
    );
    checkHeads("TransformerSeq2Seq", this.config);
  }

  protected override network(shape: NetworkShape): ForecastNetwork {
    return transformerSeq2SeqNetwork(this.config, shape);
  }
}

/** The network by itself. */
export function transformerSeq2SeqNetwork(
  config: TransformerSeq2SeqConfig,
  shape: NetworkShape,
): ForecastNetwork {
  const { hiddenSize, headCount, blockCount, dropout } = config;
  return {
    latentSize: 0,
    weights: {
      ...windowEncoderWeights(config, shape),
      ...crossWeights(hiddenSize),
      ...blockWeights("decoder", blockSizes(hiddenSize)),
      ...outputWeights(hiddenSize, shape.interestCount),
    },
    outputs(weights, inputs) {
      const memory = encodeWindows(weights, inputs, config);
      const [batch] = memory.shape as [number];
      const [R, H] = inputs.horizons.shape as [number, number];
      const asked = attendAcross(weights, inputs, memory, headCount); // [batch, R * H, hidden]
      const byOrigin = tf.reshape(
        tf.transpose(tf.reshape(asked, [batch, R, H, hiddenSize]), [1, 0, 2, 3]),
        [R * batch, H, hiddenSize],
      );
      const mode = { training: inputs.seed !== null, seed: inputs.seed };
      const block = { mask: earlierMask(H), blockIndex: blockCount, activation: "relu" as const };
      const options = { headCount, dropout, mode, ...block };
      const { output } = transformerBlock(weights, "decoder", byOrigin, options);
      const hidden = tf.reshape(output, [R, batch, H, hiddenSize]);
      return outputsOf(weights, hidden, inputs.horizons);
    },
  };
}

function crossWeights(size: number): Record<string, WeightSpec> {
  return {
    ask: { shape: [HORIZON_INPUTS, size], initial: "glorot" },
    askBias: { shape: [size], initial: "zeros" },
    query: { shape: [size, size], initial: "glorot" },
    queryBias: { shape: [size], initial: "zeros" },
    keyValue: { shape: [size, 2 * size], initial: "glorot" },
    keyValueBias: { shape: [2 * size], initial: "zeros" },
    crossed: { shape: [size, size], initial: "glorot" },
    crossedBias: { shape: [size], initial: "zeros" },
    crossScale: { shape: [size], initial: "ones" },
    crossShift: { shape: [size], initial: "zeros" },
  };
}

/**
 * Each window to come attends to the windows known at its origin.
 *
 * @param memory - shape [batch, time, hidden]
 * @returns shape [batch, origins * horizons, hidden]
 */
function attendAcross(
  weights: Weights,
  { horizons, origins }: NetworkInputs,
  memory: tfjs.Tensor,
  headCount: number,
): tfjs.Tensor {
  const [batch, time, size] = memory.shape as [number, number, number];
  const [R, H] = horizons.shape as [number, number];
  const headSize = size / headCount;
  const asked = dense(tf.reshape(horizons, [R * H, HORIZON_INPUTS]), weights.ask, weights.askBias);
  const query = dense(asked, weights.query, weights.queryBias); // [R * H, size]
  const byHead = tf.transpose(tf.reshape(query, [1, R * H, headCount, headSize]), [0, 2, 1, 3]);
  const flat = dense(
    tf.reshape(memory, [batch * time, size]),
    weights.keyValue,
    weights.keyValueBias,
  );
  const split = tf.transpose(
    tf.reshape(flat, [batch, time, 2, headCount, headSize]),
    [2, 0, 3, 1, 4],
  );
  const [key, value] = tf.unstack(split); // [batch, heads, time, head size]
  const queries = tf.tile(byHead, [batch, 1, 1, 1]);
  const likeness = tf.mul(tf.matMul(queries, key, false, true), 1 / Math.sqrt(headSize));
  const attention = tf.softmax(tf.add(likeness, knownMask(origins, R * H, time)));
  const attended = tf.reshape(tf.transpose(tf.matMul(attention, value), [0, 2, 1, 3]), [
    batch * R * H,
    size,
  ]);
  const mixed = tf.add(
    tf.reshape(dense(attended, weights.crossed, weights.crossedBias), [batch, R * H, size]),
    tf.expandDims(asked, 0),
  );
  const rows = tf.reshape(mixed, [batch * R * H, size]);
  return tf.reshape(layerNorm(rows, weights.crossScale, weights.crossShift), [batch, R * H, size]);
}

/** Farther windows to come aren't seen. Shape [1, 1, horizons, horizons]. */
function earlierMask(horizonCount: number): tfjs.Tensor {
  const values = Float32Array.from({ length: horizonCount ** 2 }, (_, i) =>
    i % horizonCount > Math.floor(i / horizonCount) ? -1e9 : 0,
  );
  return tf.tensor4d(values, [1, 1, horizonCount, horizonCount]);
}

/** Windows after the origin aren't seen; nearer ones more easily. Shape [1, 1, origins * horizons, time]. */
function knownMask(origins: tfjs.Tensor, rowCount: number, time: number): tfjs.Tensor {
  const [R] = origins.shape;
  const at = tf.reshape(tf.cast(origins, "float32"), [R, 1]);
  const behind = tf.sub(at, tf.reshape(tf.range(0, time, 1, "float32"), [1, time])); // [R, time]
  const later = tf.mul(tf.relu(tf.neg(behind)), -1e9);
  const mask = tf.add(later, tf.mul(tf.relu(behind), -0.1));
  return tf.reshape(tf.tile(tf.expandDims(mask, 1), [1, rowCount / R, 1]), [1, 1, rowCount, time]);
}
