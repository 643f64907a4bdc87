import { type InterestSpace } from "../../interests";
import { completeConfig } from "../hyperparameters";
import { gruStates, gruWeights } from "./gru";
import { InterestEncoder } from "./InterestEncoder";
import { type HistoryNetwork } from "./Network";
import {
  type RecurrentEncoderConfig,
  recurrentEncoderDefaults,
  type RecurrentLayer,
  recurrentNetwork,
} from "./recurrentNetwork";

/** Settings of the GRU encoder. */
export type GruEncoderConfig = RecurrentEncoderConfig;

export const gruEncoderDefaults: GruEncoderConfig = recurrentEncoderDefaults;

/**
 * A gated recurrent network goes through the history; its last state decides on the interests.
 *
 *     distribution = softmax(W h_last + b),  h = gru(embedding(history))
 *
 * Padding has an embedding of its own. See `gruStates` for the equations.
 */
export class GruEncoder extends InterestEncoder<GruEncoderConfig> {
  override readonly name = "GruEncoder";

  constructor(config: Partial<GruEncoderConfig> = {}, space?: InterestSpace) {
    super(completeConfig("GruEncoder", config, gruEncoderDefaults), space);
  }

  protected override network(itemCount: number, interestCount: number): HistoryNetwork {
    return gruNetwork(this.config, itemCount, interestCount);
  }
}

/** The network by itself. */
export function gruNetwork(
  { embeddingSize, hiddenSize }: Pick<GruEncoderConfig, "embeddingSize" | "hiddenSize">,
  itemCount: number,
  interestCount: number,
): HistoryNetwork {
  const layer: RecurrentLayer = {
    weights: gruWeights(embeddingSize, hiddenSize),
    lastState: (weights, x) => gruStates(x, weights).at(-1)!,
  };
  return recurrentNetwork(layer, { embeddingSize, hiddenSize, itemCount, interestCount });
}
