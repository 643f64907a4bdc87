import type * as tfjs from "@tensorflow/tfjs-node";
import { logGammaOf, type NamedTensors, tf } from "../../native";
import { type Weights } from "../../training";
import { type ForecastNetwork, type NetworkInputs, type NetworkOutputs } from "./ForecastNetwork";
import { timeFirst } from "./layers";

/** Log-shares and precision of forecasts. */
export interface ForecastTensors {
  /** Shape [origins, batch, horizons, interests]; exp of it sums to 1. */
  readonly logShares: tfjs.Tensor;
  /** ln of the concentrations' sum, shape [origins, batch, horizons]. */
  readonly logPrecision: tfjs.Tensor;
  readonly cost?: tfjs.Tensor;
}

/** A correction of more than this changes nothing more. */
const LARGEST_LOG_PRECISION = 8;

/**
 * The exponential mean at each origin, corrected by a network.
 *
 *     theta(t + h) = softmax(ln exponentialMean(t) + change),
 *     precision = exp(ln precisionOfMean(t) + logPrecision)
 */
export function correct(
  network: ForecastNetwork,
  weights: Weights,
  inputs: NetworkInputs,
  mean: Float64Array,
): ForecastTensors {
  const K = mean.length;
  const outputs: NetworkOutputs = network.outputs(weights, inputs);
  const [originCount, batch, horizonCount] = outputs.change.shape;
  const features = timeFirst(tf.gather(inputs.features, inputs.origins, 1)); // [origins, batch, features]
  const relative = tf.slice(features, [0, 0, 0], [originCount, batch, K]);
  const baseline = tf.add(relative, tf.tensor1d(Float32Array.from(mean, Math.log)));
  const logits = tf.add(outputs.change, tf.reshape(baseline, [originCount, batch, 1, K]));
  const logShares = tf.reshape(
    tf.logSoftmax(tf.reshape(logits, [originCount * batch * horizonCount, K])),
    [originCount, batch, horizonCount, K],
  );
  const precision = tf.slice(features, [0, 0, 3 * K], [originCount, batch, 1]);
  const logPrecision = tf.clipByValue(
    tf.add(outputs.logPrecision, precision),
    -LARGEST_LOG_PRECISION,
    LARGEST_LOG_PRECISION,
  );
  return { logShares, logPrecision, cost: outputs.cost };
}

/**
 * The mean loss of a batch, in nats an interaction: the log score of the shares, and the
 * Dirichlet-multinomial's of the precision, each learning its own part only.
 *
 * @param inputs - those of the network (features as amounts: see `windowFeatures`), and `future`, what came (0 where nothing is known), and
 * `weight`, what an interaction of each forecast window counts, shape [origins, batch, horizons]
 */
export function forecastLoss(
  network: ForecastNetwork,
  weights: Weights,
  inputs: NamedTensors,
  { mean, training }: { mean: Float64Array; training: boolean },
): tfjs.Scalar {
  const { future, weight } = inputs;
  const { origins, horizons, population } = inputs;
  const features = tf.log(inputs.features);
  const seed = training ? inputs.seed : null;
  const read = { features, origins, horizons, population, future, seed };
  const forecast = correct(network, weights, read, mean);
  const logScore = tf.neg(tf.sum(tf.mul(future, forecast.logShares), 3)); // [origins, batch, horizons]
  const total = tf.sum(future, 3);
  const precisionLoss = dirichletMultinomialLoss(forecast, future, total);
  let losses = tf.sum(tf.mul(weight, tf.add(logScore, precisionLoss)));
  if (forecast.cost) losses = tf.add(losses, tf.sum(forecast.cost));
  return tf.div(losses, tf.maximum(tf.sum(tf.mul(weight, total)), 1e-6)).asScalar();
}

/** By the precision only: the shares are taken as given. */
function dirichletMultinomialLoss(
  { logShares, logPrecision }: ForecastTensors,
  future: tfjs.Tensor,
  total: tfjs.Tensor,
): tfjs.Tensor {
  const shares = constant(tf.exp(logShares));
  const precision = tf.exp(logPrecision);
  const concentrations = tf.add(tf.mul(tf.expandDims(precision, 3), shares), 1e-6);
  const gained = tf.sum(
    tf.sub(logGammaOf(tf.add(concentrations, future)), logGammaOf(concentrations)),
    3,
  );
  return tf.sub(tf.sub(logGammaOf(tf.add(precision, total)), logGammaOf(precision)), gained);
}

/** The same values; no gradient goes through. */
function constant(x: tfjs.Tensor): tfjs.Tensor {
  const run = tf.customGrad((...given) => ({
    value: tf.clone(given[0] as tfjs.Tensor),
    gradFunc: (dy: tfjs.Tensor) => tf.zerosLike(dy),
  }));
  return run(x);
}
