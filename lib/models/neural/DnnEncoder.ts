import { type InterestSpace } from "../../interests";
import { dropout, rows, tf } from "../../native";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import {
  InterestEncoder,
  type InterestEncoderConfig,
  interestEncoderDefaults,
} from "./InterestEncoder";
import { type HistoryNetwork } from "./Network";
import { dense } from "./transformerBlock";

/** Settings of the plain encoder. */
export interface DnnEncoderConfig
  extends
    InterestEncoderConfig,
    Pick<Hyperparameters, "embeddingSize" | "hiddenSize" | "dropout"> {}

export const dnnEncoderDefaults: DnnEncoderConfig = {
  ...interestEncoderDefaults,
  embeddingSize: 32,
  hiddenSize: 64,
  dropout: 0.1,
};

/**
 * The plain encoder: the mean of the items' embeddings, and two dense layers. It knows what was
 * done, not in which order.
 *
 *     distribution = softmax(W3 relu(W2 relu(W1 mean(embedding(items)) + b1) + b2) + b3)
 *
 * Padding doesn't count in the mean; an empty history has mean 0.
 *
 * @see Covington, Adams and Sargin (2016), Deep neural networks for YouTube recommendations,
 *   doi:10.1145/2959100.2959190
 */
export class DnnEncoder extends InterestEncoder<DnnEncoderConfig> {
  override readonly name = "DnnEncoder";

  constructor(config: Partial<DnnEncoderConfig> = {}, space?: InterestSpace) {
    super(completeConfig("DnnEncoder", config, dnnEncoderDefaults), space);
  }

  protected override network(itemCount: number, interestCount: number): HistoryNetwork {
    return dnnNetwork(this.config, itemCount, interestCount);
  }
}

/** The network by itself. */
export function dnnNetwork(
  config: Pick<DnnEncoderConfig, "embeddingSize" | "hiddenSize" | "dropout">,
  itemCount: number,
  interestCount: number,
): HistoryNetwork {
  const { embeddingSize, hiddenSize } = config;
  return {
    weights: {
      embedding: { shape: [itemCount + 1, embeddingSize], initial: { uniform: 0.05 } },
      hidden1: { shape: [embeddingSize, hiddenSize], initial: "glorot" },
      hidden1Bias: { shape: [hiddenSize], initial: "zeros" },
      hidden2: { shape: [hiddenSize, hiddenSize], initial: "glorot" },
      hidden2Bias: { shape: [hiddenSize], initial: "zeros" },
      output: { shape: [hiddenSize, interestCount], initial: "glorot" },
      outputBias: { shape: [interestCount], initial: "zeros" },
    },
    logits(weights, history, { training, seed }) {
      const isItem = tf.cast(tf.greater(history, 0), "float32"); // [batch, length]
      const embedded = tf.mul(rows(weights.embedding, history), tf.expandDims(isItem, 2));
      const count = tf.maximum(tf.sum(isItem, 1, true), 1); // [batch, 1]
      const mean = tf.div(tf.sum(embedded, 1), count); // [batch, embedding]
      const hidden1 = tf.relu(dense(mean, weights.hidden1, weights.hidden1Bias));
      const kept = training && seed ? dropout(hidden1, config.dropout, { seed, site: 1 }) : hidden1;
      const hidden2 = tf.relu(dense(kept, weights.hidden2, weights.hidden2Bias));
      return dense(hidden2, weights.output, weights.outputBias); // [batch, interests]
    },
  };
}
