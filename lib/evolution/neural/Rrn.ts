import { completeConfig, whole } from "../../models";
import { tf } from "../../native";
import { dropIn, lstmStates, lstmWeights, statesAt, timeFirst } from "./layers";
import {
  type ForecastNetwork,
  horizonHead,
  horizonHeadWeights,
  type NetworkShape,
  POPULATION_INPUTS,
} from "./ForecastNetwork";
import { NeuralForecaster } from "./NeuralForecaster";
import {
  type NeuralForecasterConfig,
  neuralForecasterDefaults,
  neuralForecasterRules,
} from "./neuralForecasterConfig";

export interface RrnConfig extends NeuralForecasterConfig {
  /** Numbers in an interest's state. */
  readonly interestSize: number;
}

export const rrnDefaults: RrnConfig = { ...neuralForecasterDefaults, interestSize: 8 };

/**
 * Recurrent recommender network: the state of a user and the state of each interest are LSTMs that
 * go through the windows, and together say what the user turns to next.
 *
 *     u(t) = lstm(user's windows),  m_k(t) = lstm(population's standing towards interest k)
 *     change_k(t + h) = <W u(t), m_k(t)> + head(u(t), h)_k
 *
 * Deviations: interests stand for items; ratings' Gaussian loss is replaced by the log score;
 * stationary parts are the exponential mean and the head; all horizons are forecast at once.
 *
 * @see Wu, Ahmed, Beutel, Smola and Jing (2017), Recurrent recommender networks,
 *   doi:10.1145/3018661.3018689
 */
export class Rrn extends NeuralForecaster<RrnConfig> {
  override readonly name = "Rrn";

  constructor(config: Partial<RrnConfig> = {}) {
    super(
      completeConfig("Rrn", config, rrnDefaults, {
        ...neuralForecasterRules,
        interestSize: whole(1),
      }),
    );
  }

  protected override network(shape: NetworkShape): ForecastNetwork {
    return rrnNetwork(this.config, shape);
  }
}

/** The network by itself. */
export function rrnNetwork(config: RrnConfig, shape: NetworkShape): ForecastNetwork {
  const { hiddenSize, interestSize } = config;
  return {
    latentSize: 0,
    weights: {
      ...lstmWeights("user", shape.featureCount, hiddenSize),
      ...lstmWeights("interest", POPULATION_INPUTS, interestSize),
      ...horizonHeadWeights(hiddenSize, hiddenSize, shape),
      match: { shape: [hiddenSize, interestSize], initial: { normal: 0.02 } },
    },
    outputs(weights, inputs) {
      const users = lstmStates(weights, "user", timeFirst(inputs.features));
      const interests = lstmStates(weights, "interest", inputs.population);
      const state = dropIn(
        statesAt(users, inputs.origins), // [origins, batch, hidden]
        config.dropout,
        inputs.seed,
        1,
      );
      const standing = statesAt(interests, inputs.origins); // [origins, interests, size]
      const [originCount, batch] = state.shape;
      const flat = tf.reshape(state, [originCount * batch, hiddenSize]);
      const taste = tf.reshape(tf.matMul(flat, weights.match), [originCount, batch, interestSize]);
      const match = tf.matMul(taste, standing, false, true); // [origins, batch, interests]
      const { change, logPrecision } = horizonHead(weights, state, inputs);
      return { change: tf.add(change, tf.expandDims(match, 2)), logPrecision };
    },
  };
}
