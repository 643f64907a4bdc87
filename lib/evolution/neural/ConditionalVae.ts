import type * as tfjs from "@tensorflow/tfjs-node";
import { completeConfig, dense, type Hyperparameters } from "../../models";
import { randomNormal, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import {
  type ForecastNetwork,
  horizonHead,
  horizonHeadWeights,
  type NetworkInputs,
  type NetworkShape,
} from "./ForecastNetwork";
import { dropIn, lstmStates, lstmWeights, statesAt, timeFirst } from "./layers";
import { NeuralForecaster } from "./NeuralForecaster";
import {
  type NeuralForecasterConfig,
  neuralForecasterDefaults,
  neuralForecasterRules,
} from "./neuralForecasterConfig";

export interface ConditionalVaeConfig
  extends NeuralForecasterConfig, Pick<Hyperparameters, "latentSize"> {}

export const conditionalVaeDefaults: ConditionalVaeConfig = {
  ...neuralForecasterDefaults,
  latentSize: 12,
};

/**
 * A conditional variational autoencoder: what isn't known of the future is a latent taste z, so
 * each draw of z is one future, the same over all horizons.
 *
 *     c = lstm(windows until t),  z = mu + sigma * eps
 *     prior        mu, sigma = prior network(c)
 *     posterior    mu, sigma = posterior network(c, what came)
 *     change(t + h) = head([c, z], h)
 *     loss = -log p(what came | c, z) + KL(posterior || prior)
 *
 * A forecast is the mean over draws of z from the prior network, its uncertainty their spread.
 * Held-out users are scored at the prior's mean.
 *
 * @see Kingma and Welling (2014), Auto-encoding variational Bayes, arXiv:1312.6114; Sohn, Lee and
 *   Yan (2015), Learning structured output representation using deep conditional generative models
 */
export class ConditionalVae extends NeuralForecaster<ConditionalVaeConfig> {
  override readonly name = "ConditionalVae";

  constructor(config: Partial<ConditionalVaeConfig> = {}) {
    super(completeConfig("ConditionalVae", config, conditionalVaeDefaults, neuralForecasterRules));
  }

  protected override network(shape: NetworkShape): ForecastNetwork {
    return conditionalVaeNetwork(this.config, shape);
  }
}

/** The network by itself. */
export function conditionalVaeNetwork(
  config: ConditionalVaeConfig,
  shape: NetworkShape,
): ForecastNetwork {
  const { hiddenSize, latentSize } = config;
  return {
    latentSize,
    weights: {
      ...lstmWeights("encoder", shape.featureCount, hiddenSize),
      ...tasteWeights("prior", hiddenSize, config),
      ...tasteWeights("posterior", hiddenSize + shape.interestCount + 1, config),
      ...horizonHeadWeights(hiddenSize + latentSize, hiddenSize, shape),
    },
    outputs(weights, inputs) {
      const encoded = lstmStates(weights, "encoder", timeFirst(inputs.features));
      const context = dropIn(statesAt(encoded, inputs.origins), config.dropout, inputs.seed, 1);
      const { taste, cost } = drawTaste(weights, context, inputs, latentSize);
      const outputs = horizonHead(weights, tf.concat([context, taste], 2), inputs);
      return cost ? { ...outputs, cost } : outputs;
    },
  };
}

/** Two layers that say mean and log variance of the taste. */
function tasteWeights(
  name: string,
  inputSize: number,
  { hiddenSize, latentSize }: ConditionalVaeConfig,
): Record<string, WeightSpec> {
  return {
    [`${name}Hidden`]: { shape: [inputSize, hiddenSize], initial: "glorot" },
    [`${name}HiddenBias`]: { shape: [hiddenSize], initial: "zeros" },
    [`${name}Taste`]: { shape: [hiddenSize, 2 * latentSize], initial: "glorot" },
    [`${name}TasteBias`]: { shape: [2 * latentSize], initial: "zeros" },
  };
}

interface Taste {
  readonly mean: tfjs.Tensor;
  readonly logVariance: tfjs.Tensor;
}

function tasteOf(weights: Weights, name: string, read: tfjs.Tensor): Taste {
  const [R, B, size] = read.shape as [number, number, number];
  const flat = tf.reshape(read, [R * B, size]);
  const hidden = tf.tanh(dense(flat, weights[`${name}Hidden`], weights[`${name}HiddenBias`]));
  const both = dense(hidden, weights[`${name}Taste`], weights[`${name}TasteBias`]);
  const [mean, logVariance] = tf.split(tf.reshape(both, [R, B, -1]), 2, 2);
  return { mean, logVariance: tf.clipByValue(logVariance, -8, 8) };
}

/** In training from the posterior, with what that costs; else from the prior. */
function drawTaste(
  weights: Weights,
  context: tfjs.Tensor,
  { future, seed, noise }: NetworkInputs,
  latentSize: number,
): { taste: tfjs.Tensor; cost?: tfjs.Tensor } {
  const prior = tasteOf(weights, "prior", context);
  if (!future || !seed) {
    if (!noise) return { taste: prior.mean };
    const common = tf.reshape(noise, [1, 1, latentSize]);
    return { taste: tf.add(prior.mean, tf.mul(tf.exp(tf.mul(prior.logVariance, 0.5)), common)) };
  }
  const posterior = tasteOf(weights, "posterior", tf.concat([context, whatCame(future)], 2));
  const eps = randomNormal(posterior.mean.shape, { seed, site: 2 });
  const taste = tf.add(posterior.mean, tf.mul(tf.exp(tf.mul(posterior.logVariance, 0.5)), eps));
  return { taste, cost: divergence(posterior, prior) };
}

/** The future in short: square roots of its shares, and ln(1 + interactions); [R, B, interests + 1]. */
function whatCame(future: tfjs.Tensor): tfjs.Tensor {
  const counts = tf.sum(future, 2); // [R, B, interests]
  const total = tf.sum(counts, 2, true);
  const shares = tf.sqrt(tf.div(counts, tf.maximum(total, 1e-6)));
  return tf.concat([shares, tf.log1p(total)], 2);
}

/** KL(posterior || prior) in nats, shape [R, B]. */
function divergence(posterior: Taste, prior: Taste): tfjs.Tensor {
  const shift = tf.square(tf.sub(posterior.mean, prior.mean));
  const ratio = tf.sub(posterior.logVariance, prior.logVariance);
  const scaled = tf.mul(shift, tf.exp(tf.neg(prior.logVariance)));
  const inner = tf.sub(tf.add(tf.exp(ratio), scaled), tf.add(ratio, 1));
  return tf.mul(tf.sum(inner, 2), 0.5);
}
