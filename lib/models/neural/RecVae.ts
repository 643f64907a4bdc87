import type * as tfjs from "@tensorflow/tfjs-node";
import { dropout, layerNorm, type NamedTensors, randomNormal, tf } from "../../native";
import { type Phase, type Weights, type WeightSpec } from "../../training";
import { completeConfig, type OwnRules } from "../hyperparameters";
import { atLeast, whole } from "../settingRules";
import { BagModel, type BagModelConfig, type BagNetwork, type BagTraining } from "./BagModel";
import { dense } from "./transformerBlock";
import { gradientDefaults } from "./gradientConfig";

/** Settings of RecVAE. */
export interface RecVaeConfig extends BagModelConfig {
  /** Weight of the divergence from the prior for each item that the user chose. */
  readonly klWeightPerItem: number;
  /** Passes of an epoch that move the encoder, before one that moves the decoder. */
  readonly encoderPasses: number;
}

export const recVaeDefaults: RecVaeConfig = {
  ...gradientDefaults,
  hiddenSize: 600,
  latentSize: 200,
  klWeightPerItem: 0.005,
  encoderPasses: 3,
  epochs: 50,
  batchSize: 500,
  learningRate: 0.0005,
  dropout: 0.5,
  patience: 5,
};

const recVaeRules: OwnRules<RecVaeConfig> = {
  klWeightPerItem: atLeast(0),
  encoderPasses: whole(1),
};

/** Layers of the encoder. */
const LAYERS = [1, 2, 3, 4, 5];
/** Of the encoder's norms, as in the authors' code. */
const EPSILON = 0.1;
/** The prior's parts: standard normal, the encoder of the epoch before, wide normal. */
const PRIOR_SHARES = [3 / 20, 3 / 4, 1 / 10];
const WIDE_LOG_VARIANCE = 10;

/**
 * RecVAE: a variational autoencoder whose prior holds on to what the encoder said an epoch before,
 * with a deep encoder and a linear decoder, trained in turn.
 *
 *     z = mu + sigma eps,  p(item) = softmax(W z + b)
 *     loss = -sum over items of x log p + klWeightPerItem |x| (log q(z | x) - log prior(z | x))
 *     prior = 3/20 N(0, 1) + 3/4 q_before(z | x) + 1/10 N(0, e^10)
 *
 * Each encoder layer adds up all before it: h_k = norm(swish(W h_(k-1) + b + h_1 + ... + h_(k-1))).
 * Dropout acts in the encoder's passes only. Scores are the decoder's logits at z = mu.
 *
 * @see Shenbin, Alekseev, Tutubalina, Malykh and Nikolenko (2020), RecVAE, arXiv:1912.11160
 */
export class RecVae extends BagModel<RecVaeConfig> {
  override readonly name = "RecVae";

  constructor(config: Partial<RecVaeConfig> = {}) {
    super(completeConfig("RecVae", config, recVaeDefaults, recVaeRules));
  }

  protected override bagNetwork(itemCount: number): BagNetwork {
    return {
      weights: recVaeWeights(this.config, itemCount),
      logits: (weights, bag) => decode(weights, encode(weights, bag).mean),
    };
  }

  /** Encoder and decoder move in turn; an epoch's first step keeps the encoder as it is then. */
  protected override training(variables: Readonly<Record<string, tfjs.Variable>>): BagTraining {
    const { dropout: rate, encoderPasses, klWeightPerItem } = this.config;
    const names = Object.keys(variables).filter((name) => !name.startsWith("decoder"));
    const encoder = names.map((name) => variables[name]);
    const before = Object.fromEntries(
      names.map((name) => [name, tf.tidy(() => tf.variable(tf.zerosLike(variables[name]), false))]),
    );
    const lossOf = (inputs: NamedTensors, dropped: number, noise: boolean): tfjs.Scalar =>
      recVaeLoss(variables, before, inputs, { dropout: dropped, noise, klWeightPerItem });
    const encoderPhase: Phase = {
      variables: encoder,
      loss: (inputs) => lossOf(inputs, rate, true),
    };
    return {
      loss: (inputs) => lossOf(inputs, 0, false),
      held: Object.values(before),
      onlyPhases: true,
      phases: {
        encoder: encoderPhase,
        renewal: {
          ...encoderPhase,
          before: () => {
            for (const name of names) before[name].assign(variables[name]);
          },
        },
        decoder: {
          variables: [variables.decoder, variables.decoderBias],
          loss: (inputs) => lossOf(inputs, 0, true),
        },
      },
      passCount: encoderPasses + 1,
      phaseOf: (pass, batch) => {
        if (pass === encoderPasses) return "decoder";
        return pass === 0 && batch === 0 ? "renewal" : "encoder";
      },
    };
  }
}

/** The networks' weights: those of the decoder have its name. */
export function recVaeWeights(
  { hiddenSize, latentSize }: Pick<RecVaeConfig, "hiddenSize" | "latentSize">,
  itemCount: number,
): Record<string, WeightSpec> {
  const layers = LAYERS.map((layer): Record<string, WeightSpec> => ({
    [`layer${layer}`]: {
      shape: [layer === 1 ? itemCount : hiddenSize, hiddenSize],
      initial: "glorot",
    },
    [`layer${layer}Bias`]: { shape: [hiddenSize], initial: "zeros" },
    [`norm${layer}Scale`]: { shape: [hiddenSize], initial: "ones" },
    [`norm${layer}Shift`]: { shape: [hiddenSize], initial: "zeros" },
  }));
  return {
    ...(Object.assign({}, ...layers) as Record<string, WeightSpec>),
    mean: { shape: [hiddenSize, latentSize], initial: "glorot" },
    meanBias: { shape: [latentSize], initial: "zeros" },
    logVariance: { shape: [hiddenSize, latentSize], initial: "glorot" },
    logVarianceBias: { shape: [latentSize], initial: "zeros" },
    decoder: { shape: [latentSize, itemCount], initial: "glorot" },
    decoderBias: { shape: [itemCount], initial: "zeros" },
  };
}

interface Taste {
  /** Shape [batch, latent]. */
  readonly mean: tfjs.Tensor;
  readonly logVariance: tfjs.Tensor;
}

function encode(
  weights: Weights,
  bag: tfjs.Tensor,
  drop: (x: tfjs.Tensor) => tfjs.Tensor = (x) => x,
): Taste {
  const norm = tf.sqrt(tf.sum(tf.square(bag), 1, true));
  let h = drop(tf.divNoNan(bag, norm));
  let sum: tfjs.Tensor | null = null;
  for (const layer of LAYERS) {
    const z = dense(h, weights[`layer${layer}`], weights[`layer${layer}Bias`]);
    const joined = sum ? tf.add(z, sum) : z;
    const swish = tf.mul(joined, tf.sigmoid(joined)); // [batch, hidden]
    h = layerNorm(swish, weights[`norm${layer}Scale`], weights[`norm${layer}Shift`], EPSILON);
    sum = sum ? tf.add(sum, h) : h;
  }
  return {
    mean: dense(h, weights.mean, weights.meanBias),
    logVariance: dense(h, weights.logVariance, weights.logVarianceBias),
  };
}

/** @returns logits, shape [batch, items] */
function decode(weights: Weights, taste: tfjs.Tensor): tfjs.Tensor {
  return dense(taste, weights.decoder, weights.decoderBias);
}

/**
 * The mean loss of a batch's users.
 *
 * @param before - the encoder's weights of the epoch before
 * @param inputs - `bag`, 1 where a user did something with an item, shape [batch, items];
 * `weight`, 0 for padding, shape [batch]; `seed`
 * @param parts - without `noise`, at z = mu
 */
export function recVaeLoss(
  weights: Weights,
  before: Weights,
  { bag, weight, seed }: NamedTensors,
  parts: { dropout: number; noise: boolean; klWeightPerItem: number },
): tfjs.Scalar {
  const taste = encode(weights, bag, (x) => dropout(x, parts.dropout, { seed, site: 1 }));
  let z = taste.mean;
  if (parts.noise) {
    const noise = randomNormal(z.shape, { seed, site: 2 });
    z = tf.add(z, tf.mul(tf.exp(tf.mul(taste.logVariance, 0.5)), noise));
  }
  const likelihood = tf.sum(tf.mul(tf.logSoftmax(decode(weights, z)), bag), 1); // [batch]
  const gap = tf.sub(logDensity(z, taste), logPrior(z, encode(before, bag)));
  const klWeight = tf.mul(tf.sum(bag, 1), parts.klWeightPerItem);
  const losses = tf.sub(tf.mul(tf.sum(gap, 1), klWeight), likelihood);
  return tf.div(tf.sum(tf.mul(losses, weight)), tf.sum(weight)).asScalar();
}

/** log N(z; mean, variance) by coordinate. */
function logDensity(z: tfjs.Tensor, { mean, logVariance }: Taste): tfjs.Tensor {
  const squares = tf.div(tf.square(tf.sub(z, mean)), tf.exp(logVariance));
  return tf.mul(tf.add(tf.add(logVariance, Math.log(2 * Math.PI)), squares), -0.5);
}

/** The log density of the prior's mixture, by coordinate as in the authors' code. */
function logPrior(z: tfjs.Tensor, before: Taste): tfjs.Tensor {
  const mean = tf.zerosLike(z);
  const parts = [
    logDensity(z, { mean, logVariance: mean }),
    logDensity(z, before),
    logDensity(z, { mean, logVariance: tf.fill(z.shape, WIDE_LOG_VARIANCE) }),
  ];
  const weighted = parts.map((part, index) => tf.add(part, Math.log(PRIOR_SHARES[index])));
  return tf.logSumExp(tf.stack(weighted), 0);
}
