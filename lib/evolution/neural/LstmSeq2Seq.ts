import { completeConfig } from "../../models";
import { tf } from "../../native";
import {
  type ForecastNetwork,
  HORIZON_INPUTS,
  type NetworkShape,
  outputsOf,
  outputWeights,
} from "./ForecastNetwork";
import { dropIn, lstmStates, lstmWeights, statesAt, timeFirst } from "./layers";
import { NeuralForecaster } from "./NeuralForecaster";
import {
  type NeuralForecasterConfig,
  neuralForecasterDefaults,
  neuralForecasterRules,
} from "./neuralForecasterConfig";

/** Settings of the LSTM encoder-decoder. */
export type LstmSeq2SeqConfig = NeuralForecasterConfig;

export const lstmSeq2SeqDefaults: LstmSeq2SeqConfig = neuralForecasterDefaults;

/**
 * LSTM encoder-decoder: one LSTM reads the windows, a second one writes the windows to come; it
 * reads the first one's last state at each step, and how far ahead the step is.
 *
 *     c = lstm(windows until t),  s(h) = lstm(s(h - 1), [c, h]),  change(t + h) = W s(h) + b
 *
 * Deviation: the decoder isn't fed its own forecasts, so that errors don't add up over horizons.
 *
 * @see Cho et al. (2014), Learning phrase representations using RNN encoder-decoder for statistical
 *   machine translation, arXiv:1406.1078
 */
export class LstmSeq2Seq extends NeuralForecaster {
  override readonly name = "LstmSeq2Seq";

  constructor(config: Partial<LstmSeq2SeqConfig> = {}) {
    super(completeConfig("LstmSeq2Seq", config, lstmSeq2SeqDefaults, neuralForecasterRules));
  }

  protected override network(shape: NetworkShape): ForecastNetwork {
    return lstmSeq2SeqNetwork(this.config, shape);
  }
}

/** The network by itself. */
export function lstmSeq2SeqNetwork(
  config: LstmSeq2SeqConfig,
  shape: NetworkShape,
): ForecastNetwork {
  const { hiddenSize } = config;
  return {
    latentSize: 0,
    weights: {
      ...lstmWeights("encoder", shape.featureCount, hiddenSize),
      ...lstmWeights("decoder", hiddenSize + HORIZON_INPUTS, hiddenSize),
      ...outputWeights(hiddenSize, shape.interestCount),
    },
    outputs(weights, inputs) {
      const [R, H] = inputs.horizons.shape as [number, number];
      const encoded = lstmStates(weights, "encoder", timeFirst(inputs.features));
      const context = dropIn(statesAt(encoded, inputs.origins), config.dropout, inputs.seed, 1);
      const [, B] = context.shape;
      const repeated = tf.tile(tf.reshape(context, [1, R * B, hiddenSize]), [H, 1, 1]);
      const ahead = tf.tile(
        tf.expandDims(tf.transpose(inputs.horizons, [1, 0, 2]), 2), // [horizons, origins, 1, 4]
        [1, 1, B, 1],
      );
      const read = tf.concat([repeated, tf.reshape(ahead, [H, R * B, HORIZON_INPUTS])], 2);
      const written = lstmStates(weights, "decoder", read); // [horizons, origins * batch, hidden]
      const hidden = tf.transpose(tf.reshape(written, [H, R, B, hiddenSize]), [1, 2, 0, 3]);
      return outputsOf(weights, hidden, inputs.horizons);
    },
  };
}
