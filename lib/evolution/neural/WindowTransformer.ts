import type * as tfjs from "@tensorflow/tfjs-node";
import {
  blockWeights,
  completeConfig,
  dense,
  type Hyperparameters,
  transformerBlock,
} from "../../models";
import { layerNorm, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import {
  type ForecastNetwork,
  horizonHead,
  horizonHeadWeights,
  type NetworkInputs,
  type NetworkShape,
} from "./ForecastNetwork";
import { statesAt, timeFirst } from "./layers";
import { NeuralForecaster } from "./NeuralForecaster";
import {
  type NeuralForecasterConfig,
  neuralForecasterDefaults,
  neuralForecasterRules,
} from "./neuralForecasterConfig";

/** Settings of the transformers. */
export interface WindowTransformerConfig
  extends NeuralForecasterConfig, Pick<Hyperparameters, "blockCount" | "headCount"> {}

export const windowTransformerDefaults: WindowTransformerConfig = {
  ...neuralForecasterDefaults,
  hiddenSize: 48,
  blockCount: 2,
  headCount: 4,
};

/**
 * A transformer over windows: each window attends to itself and to earlier ones, the nearer the
 * more easily, and what it makes of them says what comes next.
 *
 *     h = blocks(W features),  attention(i, j) gets -slope (i - j),  change(t + h) = head(h(t), h)
 *
 * The slope, a power of two for each head, stands for positions: it needs none that weren't trained.
 *
 * @see Vaswani et al. (2017), Attention is all you need, arXiv:1706.03762; Press, Smith and Lewis
 *   (2022), Train short, test long: attention with linear biases, arXiv:2108.12409
 */
export class WindowTransformer extends NeuralForecaster<WindowTransformerConfig> {
  override readonly name = "WindowTransformer";

  /** @throws RangeError if the heads don't divide the hidden size */
  constructor(config: Partial<WindowTransformerConfig> = {}) {
    super(
      completeConfig("WindowTransformer", config, windowTransformerDefaults, neuralForecasterRules),
    );
    checkHeads("WindowTransformer", this.config);
  }

  protected override network(shape: NetworkShape): ForecastNetwork {
    return windowTransformerNetwork(this.config, shape);
  }
}

/** The network by itself. */
export function windowTransformerNetwork(
  config: WindowTransformerConfig,
  shape: NetworkShape,
): ForecastNetwork {
  return {
    latentSize: 0,
    weights: {
      ...windowEncoderWeights(config, shape),
      ...horizonHeadWeights(config.hiddenSize, config.hiddenSize, shape),
    },
    outputs(weights, inputs) {
      const encoded = encodeWindows(weights, inputs, config);
      return horizonHead(weights, statesAt(timeFirst(encoded), inputs.origins), inputs);
    },
  };
}

/** Sizes of a block as wide within as without. */
export function blockSizes(hiddenSize: number): Parameters<typeof blockWeights>[1] {
  return { size: hiddenSize, feedSize: hiddenSize, initial: "glorot" };
}

/** Weights of `encodeWindows`. */
export function windowEncoderWeights(
  { hiddenSize, blockCount }: Pick<WindowTransformerConfig, "hiddenSize" | "blockCount">,
  shape: NetworkShape,
): Record<string, WeightSpec> {
  const blocks = Array.from({ length: blockCount }, (_, index) =>
    blockWeights(`block${index}`, blockSizes(hiddenSize)),
  );
  return {
    input: { shape: [shape.featureCount, hiddenSize], initial: "glorot" },
    inputBias: { shape: [hiddenSize], initial: "zeros" },
    ...(Object.assign({}, ...blocks) as Record<string, WeightSpec>),
    normScale: { shape: [hiddenSize], initial: "ones" },
    normShift: { shape: [hiddenSize], initial: "zeros" },
  };
}

/** @returns what each window makes of itself and earlier ones, shape [batch, time, hidden] */
export function encodeWindows(
  weights: Weights,
  { features, seed }: NetworkInputs,
  config: WindowTransformerConfig,
): tfjs.Tensor {
  const { hiddenSize, blockCount, headCount, dropout } = config;
  const [batch, time, featureCount] = features.shape as [number, number, number];
  const flat = tf.reshape(features, [batch * time, featureCount]);
  let x: tfjs.Tensor = tf.reshape(dense(flat, weights.input, weights.inputBias), [
    batch,
    time,
    hiddenSize,
  ]);
  const mask = distanceMask(time, headCount);
  const mode = { training: seed !== null, seed };
  for (let blockIndex = 0; blockIndex < blockCount; blockIndex++) {
    const options = { headCount, dropout, mask, mode, blockIndex, activation: "relu" as const };
    x = transformerBlock(weights, `block${blockIndex}`, x, options).output;
  }
  const rows = tf.reshape(x, [batch * time, hiddenSize]);
  const normed = layerNorm(rows, weights.normScale, weights.normShift);
  return tf.reshape(normed, [batch, time, hiddenSize]);
}

/** Shape [1, heads, time, time]: later windows aren't seen, far ones less. */
function distanceMask(time: number, headCount: number): tfjs.Tensor {
  const values = new Float32Array(headCount * time * time);
  for (let head = 0; head < headCount; head++) {
    const slope = 2 ** (-(8 * (head + 1)) / headCount);
    for (let i = 0; i < time; i++) {
      for (let j = 0; j < time; j++) {
        values[(head * time + i) * time + j] = j > i ? -1e9 : -slope * (i - j);
      }
    }
  }
  return tf.tensor4d(values, [1, headCount, time, time]);
}

/** @throws RangeError if the heads don't divide the hidden size */
export function checkHeads(
  name: string,
  { hiddenSize, headCount }: Pick<WindowTransformerConfig, "hiddenSize" | "headCount">,
): void {
  if (hiddenSize % headCount !== 0) {
    throw new RangeError(
      `${name} requires headCount that divides hiddenSize ${hiddenSize}, got ${headCount}`,
    );
  }
}
