import type * as tfjs from "@tensorflow/tfjs-node";
import { type InterestSpace } from "../../interests";
import { lstm, tf } from "../../native";
import { type Weights } from "../../training";
import { completeConfig } from "../hyperparameters";
import { InterestEncoder } from "./InterestEncoder";
import { type HistoryNetwork } from "./Network";
import {
  type RecurrentEncoderConfig,
  recurrentEncoderDefaults,
  recurrentNetwork,
} from "./recurrentNetwork";

/** Settings of the LSTM encoder. */
export type LstmEncoderConfig = RecurrentEncoderConfig;

export const lstmEncoderDefaults: LstmEncoderConfig = recurrentEncoderDefaults;

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
  const layer = {
    weights: {
      gates: { shape: [embeddingSize + hiddenSize, 4 * hiddenSize], initial: "glorot" },
      gatesBias: { shape: [4 * hiddenSize], initial: "zeros" },
    },
    lastState(weights: Weights, x: tfjs.Tensor): tfjs.Tensor {
      const [length, batch] = x.shape;
      const states = lstm(x, weights.gates, weights.gatesBias); // [length, batch, hidden]
      const last = tf.slice(states, [length - 1, 0, 0], [1, batch, hiddenSize]);
      return tf.reshape(last, [batch, hiddenSize]);
    },
  } as const;
  return recurrentNetwork(layer, { embeddingSize, hiddenSize, itemCount, interestCount });
}
