import { type InterestSpace } from "../../interests";
import { maxOver, rows, tf } from "../../native";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import {
  InterestEncoder,
  type InterestEncoderConfig,
  interestEncoderDefaults,
} from "./InterestEncoder";
import { type HistoryNetwork } from "./Network";

/** Settings of the CNN encoder. */
export interface CnnEncoderConfig
  extends
    InterestEncoderConfig,
    Pick<Hyperparameters, "embeddingSize" | "hiddenSize" | "filterCount" | "filterWidth"> {}

export const cnnEncoderDefaults: CnnEncoderConfig = {
  ...interestEncoderDefaults,
  embeddingSize: 16,
  filterCount: 32,
  filterWidth: 8,
  hiddenSize: 64,
};

/**
 * Filters slide along the history; what each finds most, anywhere in it, decides on the interests.
 *
 *     e = embedding(history)                                   [length, embedding]
 *     p = max over places of relu(conv(e))                     [filters]
 *     distribution = softmax(W2 relu(W1 p + b1) + b2)          [interests]
 *
 * Padding has an embedding of its own.
 *
 * @see Kim (2014), Convolutional neural networks for sentence classification, arXiv:1408.5882
 */
export class CnnEncoder extends InterestEncoder<CnnEncoderConfig> {
  override readonly name = "CnnEncoder";

  /** @throws RangeError if the filters are wider than the history is long */
  constructor(config: Partial<CnnEncoderConfig>, space?: InterestSpace) {
    super(completeConfig("CnnEncoder", config, cnnEncoderDefaults), space);
    const { filterWidth, historyLength } = this.config;
    if (filterWidth > historyLength) {
      throw new RangeError(
        `CnnEncoder requires filterWidth of at most historyLength ${historyLength}, ` +
          `got ${filterWidth}`,
      );
    }
  }

  protected override network(itemCount: number, interestCount: number): HistoryNetwork {
    return cnnNetwork(this.config, itemCount, interestCount);
  }
}

/** The network by itself. */
export function cnnNetwork(
  config: Pick<CnnEncoderConfig, "embeddingSize" | "filterCount" | "filterWidth" | "hiddenSize">,
  itemCount: number,
  interestCount: number,
): HistoryNetwork {
  const { embeddingSize, filterCount, filterWidth, hiddenSize } = config;
  return {
    weights: {
      embedding: { shape: [itemCount + 1, embeddingSize], initial: { uniform: 0.05 } },
      filter: { shape: [filterWidth, embeddingSize, filterCount], initial: "glorot" },
      filterBias: { shape: [filterCount], initial: "zeros" },
      hidden: { shape: [filterCount, hiddenSize], initial: "glorot" },
      hiddenBias: { shape: [hiddenSize], initial: "zeros" },
      output: { shape: [hiddenSize, interestCount], initial: "glorot" },
      outputBias: { shape: [interestCount], initial: "zeros" },
    },
    logits(weights, history) {
      const embedded = rows(weights.embedding, history); // [batch, length, embedding]
      const found = tf.conv1d(embedded as never, weights.filter as never, 1, "valid");
      // Bias and relu keep the order of values: the largest is found before them, at less work.
      const pooled = tf.relu(tf.add(maxOver(found, 1), weights.filterBias)); // [batch, filters]
      const hidden = tf.relu(tf.add(tf.matMul(pooled, weights.hidden), weights.hiddenBias));
      return tf.add(tf.matMul(hidden, weights.output), weights.outputBias); // [batch, interests]
    },
  };
}
