import type * as tfjs from "@tensorflow/tfjs-node";
import { dropout, type NamedTensors, randomNormal, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { completeConfig, type OwnRules } from "../hyperparameters";
import { atLeast, trueOrFalse, whole } from "../settingRules";
import { BagModel, type BagModelConfig, type BagNetwork, type BagTraining } from "./BagModel";
import { dense } from "./transformerBlock";
import { gradientDefaults } from "./gradientConfig";

/** Settings of Mult-VAE. */
export interface MultVaeConfig extends BagModelConfig {
  /** Weight of the divergence from the prior at the end of annealing: 1 is a proper bound. */
  readonly klWeight: number;
  /** Steps over which that weight rises from 0. */
  readonly annealingSteps: number;
  /** false: Mult-DAE, the same without noise and divergence. */
  readonly variational: boolean;
}

export const multVaeDefaults: MultVaeConfig = {
  ...gradientDefaults,
  hiddenSize: 600,
  latentSize: 200,
  klWeight: 0.2,
  annealingSteps: 2000,
  variational: true,
  epochs: 50,
  batchSize: 256,
  dropout: 0.5,
  patience: 5,
};

const multVaeRules: OwnRules<MultVaeConfig> = {
  klWeight: atLeast(0),
  annealingSteps: whole(0),
  variational: trueOrFalse,
};

/**
 * Mult-VAE: what a user did, as a bag of items, is drawn from a multinomial whose logits a
 * network makes of a latent taste; another network guesses the taste from the bag.
 *
 *     mu, log sigma^2 = encoder(x / |x|),  z = mu + sigma eps,  p(item) = softmax(decoder(z))
 *     loss = -sum over items of x log p + klWeight KL(N(mu, sigma^2) || N(0, 1))
 *
 * Scores are the decoder's logits at z = mu. The probabilities are the model's own.
 *
 * Deviation: the divergence's weight rises by steps, up to klWeight, as in the authors' code; the
 * L2 penalty of their code is left out (AdamW's weight decay is there instead).
 *
 * @see Liang et al. (2018), Variational autoencoders for collaborative filtering, arXiv:1802.05814
 */
export class MultVae extends BagModel<MultVaeConfig> {
  override readonly name: string = "MultVae";

  constructor(config: Partial<MultVaeConfig> = {}) {
    super(completeConfig("MultVae", config, multVaeDefaults, multVaeRules));
  }

  protected override bagNetwork(itemCount: number): BagNetwork {
    return {
      weights: multVaeWeights(this.config, itemCount),
      logits: (weights, bag) => decode(weights, encode(weights, bag, this.config).mean),
    };
  }

  protected override training(variables: Readonly<Record<string, tfjs.Variable>>): BagTraining {
    const { config } = this;
    return {
      loss: (inputs, training) => multVaeLoss(variables, inputs, { config, training }),
      inputs: { klWeight: { shape: [], dtype: "float32" } },
      valuesAt: (step) => {
        const share = Math.min(1, step / Math.max(1, config.annealingSteps));
        return { klWeight: Float32Array.of(config.klWeight * share) };
      },
    };
  }
}

type NetworkConfig = Pick<MultVaeConfig, "hiddenSize" | "latentSize" | "variational">;

/** The networks' weights. */
export function multVaeWeights(
  { hiddenSize, latentSize, variational }: NetworkConfig,
  itemCount: number,
): Record<string, WeightSpec> {
  const codeSize = variational ? 2 * latentSize : latentSize;
  return {
    encoder1: { shape: [itemCount, hiddenSize], initial: "glorot" },
    encoder1Bias: { shape: [hiddenSize], initial: "zeros" },
    encoder2: { shape: [hiddenSize, codeSize], initial: "glorot" },
    encoder2Bias: { shape: [codeSize], initial: "zeros" },
    decoder1: { shape: [latentSize, hiddenSize], initial: "glorot" },
    decoder1Bias: { shape: [hiddenSize], initial: "zeros" },
    decoder2: { shape: [hiddenSize, itemCount], initial: "glorot" },
    decoder2Bias: { shape: [itemCount], initial: "zeros" },
  };
}

/** @returns mean and log variance of the taste, shape [batch, latent]; Mult-DAE has the mean only */
function encode(
  weights: Weights,
  bag: tfjs.Tensor,
  config: NetworkConfig,
  drop: (x: tfjs.Tensor) => tfjs.Tensor = (x) => x,
): { mean: tfjs.Tensor; logVariance: tfjs.Tensor | null } {
  const norm = tf.sqrt(tf.sum(tf.square(bag), 1, true));
  const seen = drop(tf.divNoNan(bag, norm)); // [batch, items]
  const hidden = tf.tanh(dense(seen, weights.encoder1, weights.encoder1Bias));
  const code = dense(hidden, weights.encoder2, weights.encoder2Bias);
  if (!config.variational) return { mean: code, logVariance: null };
  const [mean, logVariance] = tf.split(code, 2, 1);
  return { mean, logVariance };
}

/** @returns logits, shape [batch, items] */
function decode(weights: Weights, taste: tfjs.Tensor): tfjs.Tensor {
  const hidden = tf.tanh(dense(taste, weights.decoder1, weights.decoder1Bias));
  return dense(hidden, weights.decoder2, weights.decoder2Bias);
}

/**
 * The mean loss of a batch's users.
 *
 * @param inputs - `bag`, 1 where a user did something with an item, shape [batch, items];
 * `weight`, 0 for padding, shape [batch]; `klWeight`; `seed`
 */
export function multVaeLoss(
  weights: Weights,
  inputs: NamedTensors,
  { config, training }: { config: MultVaeConfig; training: boolean },
): tfjs.Scalar {
  const { bag, weight, klWeight, seed } = inputs;
  const { mean, logVariance } = encode(weights, bag, config, (x) =>
    training ? dropout(x, config.dropout, { seed, site: 1 }) : x,
  );
  let taste = mean;
  let losses: tfjs.Tensor | null = null;
  if (logVariance) {
    if (training) {
      const noise = randomNormal(mean.shape, { seed, site: 2 });
      taste = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise));
    }
    losses = tf.mul(gaussianKl(mean, logVariance), klWeight); // [batch]
  }
  const logLikelihood = tf.sum(tf.mul(tf.logSoftmax(decode(weights, taste)), bag), 1);
  const likelihood = tf.neg(logLikelihood); // [batch]
  const total = losses ? tf.add(likelihood, losses) : likelihood;
  return tf.div(tf.sum(tf.mul(total, weight)), tf.sum(weight)).asScalar();
}

/** KL(N(mean, variance) || N(0, 1)) in nats, summed over the latent axis; shape [batch]. */
function gaussianKl(mean: tfjs.Tensor, logVariance: tfjs.Tensor): tfjs.Tensor {
  const inner = tf.sub(tf.add(tf.exp(logVariance), tf.square(mean)), tf.add(logVariance, 1));
  return tf.mul(tf.sum(inner, 1), 0.5);
}
