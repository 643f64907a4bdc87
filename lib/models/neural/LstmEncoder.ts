import { type InterestSpace } from "../../interests";
import { lstm, rows, tf } from "../../native";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import {
  InterestEncoder,
  type InterestEncoderConfig,
  interestEncoderDefaults,
} from "./InterestEncoder";
import { type HistoryNetwork } from "./Network";
import { dense } from "./transformerBlock";

/** Settings of the LSTM encoder. */
export interface LstmEncoderConfig
  extends InterestEncoderConfig, Pick<Hyperparameters, "embeddingSize" | "hiddenSize"> {}

export const lstmEncoderDefaults: LstmEncoderConfig = {
  ...interestEncoderDefaults,
  embeddingSize: 32,
  hiddenSize: 64,
};

/**
 * A recurrent network goes through the history, keeping what matters in its state; the last state
 * decides on the interests.
 *
 *     distribution = softmax(W h_last + b),  h = lstm(embedding(history))
 *
 * Padding has an embedding of its own. See `lstm` for the equations.
 */
export class LstmEncoder extends InterestEncoder<LstmEncoderConfig> {
  override readonly name = "LstmEncoder";

  constructor(config: Partial<LstmEncoderConfig> = {}, space?: InterestSpace) {
    super(completeConfig("LstmEncoder", config, lstmEncoderDefaults), space);
  }

  protected override network(itemCount: number, interestCount: number): HistoryNetwork {
    return lstmNetwork(this.config, itemCount, interestCount);
  }
}

/** The network by itself. */
export function lstmNetwork(
  { embeddingSize, hiddenSize }: Pick<LstmEncoderConfig, "embeddingSize" | "hiddenSize">,
  itemCount: number,
  interestCount: number,
): HistoryNetwork {
  return {
    weights: {
      embedding: { shape: [itemCount + 1, embeddingSize], initial: { uniform: 0.05 } },
      gates: { shape: [embeddingSize + hiddenSize, 4 * hiddenSize], initial: "glorot" },
      gatesBias: { shape: [4 * hiddenSize], initial: "zeros" },
      output: { shape: [hiddenSize, interestCount], initial: "glorot" },
      outputBias: { shape: [interestCount], initial: "zeros" },
    },
    logits(weights, history) {
      const [batch, length] = history.shape;
      const embedded = rows(weights.embedding, tf.transpose(history)); // [length, batch, embedding]
      const states = lstm(embedded, weights.gates, weights.gatesBias); // [length, batch, hidden]
      const last = tf.slice(states, [length - 1, 0, 0], [1, batch, hiddenSize]);
      return dense(tf.reshape(last, [batch, hiddenSize]), weights.output, weights.outputBias);
    },
  };
}
