import { dropout, rows, tf } from "../../native";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import { gruStates, gruWeights } from "./gru";
import { innerProductHead } from "./itemHead";
import { itemLossRules } from "./itemLosses";
import { nextItemPacking } from "./nextItemPacking";
import { type PackingConfig } from "./packByLength";
import {
  type Packing,
  SequenceModel,
  type SequenceModelConfig,
  sequenceModelDefaults,
  type SequenceNetwork,
} from "./SequenceModel";
import { dense } from "./transformerBlock";

/** Settings of GRU4Rec. */
export interface Gru4RecConfig
  extends
    SequenceModelConfig,
    PackingConfig,
    Pick<Hyperparameters, "embeddingSize" | "hiddenSize"> {}

export const gru4RecDefaults: Gru4RecConfig = {
  ...sequenceModelDefaults,
  optimizer: { kind: "adam" },
  embeddingSize: 64,
  hiddenSize: 128,
  placesPerBatch: 2048,
  paddedLengths: 1,
};

/**
 * GRU4Rec: a gated recurrent network goes through the history; its state says at each place what
 * comes next.
 *
 *     h = gru(embedding(items)),  score(item i) = <W h_last + b, embedding_i>
 *
 * Padding leaves the state at 0, so a history scores the same however far it is padded. See
 * `gruStates` for the equations.
 *
 * Deviations: whole histories in one batch instead of sessions side by side; the softmax over all
 * items by default instead of a pairwise loss; the same embedding reads items and scores them.
 *
 * @see Hidasi, Karatzoglou, Baltrunas and Tikk (2016), Session-based recommendations with
 *   recurrent neural networks, arXiv:1511.06939; Hidasi and Karatzoglou (2018), Recurrent neural
 *   networks with top-k gains, arXiv:1706.03847
 */
export class Gru4Rec extends SequenceModel<Gru4RecConfig> {
  override readonly name = "Gru4Rec";

  constructor(config: Partial<Gru4RecConfig> = {}) {
    super(completeConfig("Gru4Rec", config, gru4RecDefaults, itemLossRules));
  }

  protected override sequenceNetwork(itemCount: number): SequenceNetwork {
    return gru4RecNetwork(this.config, itemCount);
  }

  protected override packing(): Packing {
    return nextItemPacking(this.config);
  }
}

/** The network by itself. Row 0 of `items` is the padding's. */
export function gru4RecNetwork(
  config: Pick<Gru4RecConfig, "embeddingSize" | "hiddenSize" | "dropout">,
  itemCount: number,
): SequenceNetwork {
  const { embeddingSize, hiddenSize } = config;
  return {
    weights: {
      items: { shape: [itemCount + 1, embeddingSize], initial: { normal: 0.05 } },
      ...gruWeights(embeddingSize, hiddenSize),
      output: { shape: [hiddenSize, embeddingSize], initial: "glorot" },
      outputBias: { shape: [embeddingSize], initial: "zeros" },
    },
    states(weights, { history }, { training, seed }) {
      const [batch, length] = history.shape;
      const turned = tf.transpose(history); // [length, batch]
      const embedded = rows(weights.items, turned); // [length, batch, embedding]
      const read =
        training && seed ? dropout(embedded, config.dropout, { seed, site: 1 }) : embedded;
      const isItem = tf.expandDims(tf.cast(tf.greater(turned, 0), "float32"), 2);
      const states = tf.stack(gruStates(read, weights, isItem), 1); // [batch, length, hidden]
      const flat = tf.reshape(states, [batch * length, hiddenSize]);
      return dense(flat, weights.output, weights.outputBias);
    },
    head: innerProductHead(itemCount, { vectors: "items" }),
    anyLength: true,
  };
}
