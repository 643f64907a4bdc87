import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../../native";
import { dense } from "../../models";
import { type Weights, type WeightSpec } from "../../training";

/** Numbers that say how far ahead a forecast is, and the season it is for: see `horizonInputs`. */
export const HORIZON_INPUTS = 4;

/** Numbers that say how the population stands towards an interest: see `populationInputs`. */
export const POPULATION_INPUTS = 4;

/** Sizes that a network is built for. */
export interface NetworkShape {
  readonly interestCount: number;
  /** Numbers that say what a user did in and until a window: see `windowFeatures`. */
  readonly featureCount: number;
  /** Windows ahead. */
  readonly horizonCount: number;
}

/** What a network reads. Windows are known up to each of the origins. */
export interface NetworkInputs {
  /** Logarithms of `windowFeatures`, shape [batch, time, features]. */
  readonly features: tfjs.Tensor;
  /** Last known window of each forecast, int32, shape [origins]. */
  readonly origins: tfjs.Tensor;
  /** Shape [origins, horizons, HORIZON_INPUTS]. */
  readonly horizons: tfjs.Tensor;
  /** Shape [time, interests, POPULATION_INPUTS]. */
  readonly population: tfjs.Tensor;
  /** What came, shape [origins, batch, horizons, interests]; only in training. */
  readonly future?: tfjs.Tensor;
  /** Of dropout and noise, int32, shape [2]; null outside training. */
  readonly seed: tfjs.Tensor | null;
  /** Given noise in place of drawn one, shape [latent]; see `ConditionalVae`. */
  readonly noise?: tfjs.Tensor;
}

/** What a network makes of them. */
export interface NetworkOutputs {
  /** Added to the log-shares of the exponential mean, shape [origins, batch, horizons, interests]. */
  readonly change: tfjs.Tensor;
  /** Added to the log of its precision, shape [origins, batch, horizons]. */
  readonly logPrecision: tfjs.Tensor;
  /** Nats for each forecast, shape [origins, batch]: what a latent taste costs. */
  readonly cost?: tfjs.Tensor;
}

/** A network that corrects the exponential mean. */
export interface ForecastNetwork {
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** Numbers in the latent taste; 0: there is none. */
  readonly latentSize: number;
  outputs(weights: Weights, inputs: NetworkInputs): NetworkOutputs;
}

/** Weights of `horizonHead`. They start at the exponential mean: no change. */
export function horizonHeadWeights(
  stateSize: number,
  hiddenSize: number,
  { interestCount }: NetworkShape,
): Record<string, WeightSpec> {
  return {
    headState: { shape: [stateSize, hiddenSize], initial: "glorot" },
    headHorizon: { shape: [HORIZON_INPUTS, hiddenSize], initial: "glorot" },
    headBias: { shape: [hiddenSize], initial: "zeros" },
    ...outputWeights(hiddenSize, interestCount),
  };
}

/** Weights of `outputsOf`. */
export function outputWeights(
  hiddenSize: number,
  interestCount: number,
): Record<string, WeightSpec> {
  return {
    output: { shape: [hiddenSize, interestCount + 1], initial: "zeros" },
    outputBias: { shape: [interestCount + 1], initial: "zeros" },
    season: { shape: [HORIZON_INPUTS, interestCount], initial: "zeros" },
  };
}

/**
 * Forecasts of all horizons at once from the state at each origin.
 *
 * @param state - shape [origins, batch, size]
 */
export function horizonHead(
  weights: Weights,
  state: tfjs.Tensor,
  { horizons }: NetworkInputs,
): NetworkOutputs {
  const [originCount, batch, size] = state.shape;
  const [, horizonCount] = horizons.shape;
  const [hiddenSize] = weights.headBias.shape;
  const ofState = tf.matMul(tf.reshape(state, [originCount * batch, size]), weights.headState);
  const ofHorizon = dense(
    tf.reshape(horizons, [originCount * horizonCount, HORIZON_INPUTS]),
    weights.headHorizon,
    weights.headBias,
  );
  const hidden = tf.tanh(
    tf.add(
      tf.reshape(ofState, [originCount, batch, 1, hiddenSize]),
      tf.reshape(ofHorizon, [originCount, 1, horizonCount, hiddenSize]),
    ),
  ); // [origins, batch, horizons, hidden]
  return outputsOf(weights, hidden, horizons);
}

/**
 * The change of log-shares and of precision from a hidden layer, with what the season adds for
 * everybody.
 *
 * @param hidden - shape [origins, batch, horizons, size]
 * @param horizons - shape [origins, horizons, HORIZON_INPUTS]
 */
export function outputsOf(
  weights: Weights,
  hidden: tfjs.Tensor,
  horizons: tfjs.Tensor,
): NetworkOutputs {
  const [originCount, batch, horizonCount, size] = hidden.shape;
  const rowCount = originCount * batch * horizonCount;
  const [, interestCount] = weights.season.shape;
  const flat = dense(tf.reshape(hidden, [rowCount, size]), weights.output, weights.outputBias);
  const [change, logPrecision] = tf.split(flat, [interestCount, 1], 1);
  const season = tf.matMul(
    tf.reshape(horizons, [originCount * horizonCount, HORIZON_INPUTS]),
    weights.season,
  );
  return {
    change: tf.add(
      tf.reshape(change, [originCount, batch, horizonCount, interestCount]),
      tf.reshape(season, [originCount, 1, horizonCount, interestCount]),
    ),
    logPrecision: tf.reshape(logPrecision, [originCount, batch, horizonCount]),
  };
}
