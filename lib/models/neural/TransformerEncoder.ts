import type * as tfjs from "@tensorflow/tfjs-node";
import { type InterestSpace } from "../../interests";
import { denseMatrix, type DenseMatrix } from "../../matrices";
import { numbersOf, tf } from "../../native";
import { type Weights } from "../../training";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import { inHalves } from "./inHalves";
import {
  InterestEncoder,
  type InterestEncoderConfig,
  interestEncoderDefaults,
} from "./InterestEncoder";
import { type ForwardMode, type HistoryNetwork, INFERENCE } from "./Network";
import {
  checkHeads,
  paddingMask,
  type TransformerConfig,
  type TransformerKind,
  transformerStates,
  transformerWeights,
} from "./transformer";

/** Settings of the transformer encoder. */
export interface TransformerEncoderConfig
  extends
    InterestEncoderConfig,
    Pick<Hyperparameters, "embeddingSize" | "blockCount" | "headCount" | "dropout"> {}

export const transformerEncoderDefaults: TransformerEncoderConfig = {
  ...interestEncoderDefaults,
  embeddingSize: 32,
  blockCount: 2,
  headCount: 2,
  dropout: 0.1,
};

/**
 * A transformer reads the history, every place seeing all others; then an attention decoder asks,
 * for each interest, which places speak of it.
 *
 *     h = blocks(embedding(items) + position)
 *     a_k = softmax over places of <q_k, h> / sqrt(size)
 *     distribution = softmax over k of <v_k, sum over places of a_k h> + b_k
 *
 * The q_k are learned embeddings of the interests; `attention` reads the a_k out.
 *
 * @see Vaswani et al. (2017), Attention is all you need, arXiv:1706.03762
 */
export class TransformerEncoder extends InterestEncoder<TransformerEncoderConfig> {
  override readonly name = "TransformerEncoder";

  /** @throws RangeError if the heads don't divide the embedding */
  constructor(config: Partial<TransformerEncoderConfig> = {}, space?: InterestSpace) {
    super(completeConfig("TransformerEncoder", config, transformerEncoderDefaults), space);
    checkHeads("TransformerEncoder", this.config);
  }

  /**
   * Which places of a user's history speak of which interest.
   *
   * @returns `items`, the ids at the places read, oldest first; `weights`, a row for each
   * interest, shape [interests, items], rows sum to 1
   */
  attention(user: string): { items: string[]; weights: Float32Array[] } {
    const { historyLength } = this.config;
    const window = this.window(this.users.indexOf(user));
    const start = window.findIndex((item) => item > 0);
    const values = this.withWeights((weights) =>
      numbersOf(() => {
        const history = tf.tensor2d(window, [1, historyLength], "int32");
        return decoder(weights, history, { config: this.config, mode: INFERENCE }).attention;
      }),
    );
    return {
      items: Array.from(window.subarray(start), (item) => this.items.ids[item - 1]),
      weights: this.space.interests.map((_, interest) =>
        values.slice(interest * historyLength + start, (interest + 1) * historyLength),
      ),
    };
  }

  /** The learned embeddings q_k of the interests, shape [interests, embedding]. */
  override interestEmbeddings(): DenseMatrix {
    const { queries } = this.weights;
    const { embeddingSize } = this.config;
    return denseMatrix(queries.slice(), queries.length / embeddingSize, embeddingSize);
  }

  protected override network(itemCount: number, interestCount: number): HistoryNetwork {
    return transformerNetwork(this.config, itemCount, interestCount);
  }
}

/** The network by itself. */
export function transformerNetwork(
  config: TransformerConfig,
  itemCount: number,
  interestCount: number,
): HistoryNetwork {
  const { embeddingSize } = config;
  const initial = { normal: 0.05 };
  return {
    weights: {
      ...transformerWeights(config, itemCount + 1, { ...kindOf(config), initial }),
      queries: { shape: [interestCount, embeddingSize], initial },
      output: { shape: [interestCount, embeddingSize], initial },
      outputBias: { shape: [interestCount], initial: "zeros" },
    },
    logits: (weights, history, mode) =>
      inHalves(history, mode, (half, its) => decoder(weights, half, { config, mode: its }).logits),
  };
}

function kindOf({ embeddingSize }: TransformerConfig): TransformerKind {
  return { table: "embedding", feedSize: embeddingSize, activation: "relu" };
}

/** @returns `attention` of shape [batch, interests, length] beside the logits */
function decoder(
  weights: Weights,
  history: tfjs.Tensor,
  { config, mode }: { config: TransformerConfig; mode: ForwardMode },
): { logits: tfjs.Tensor; attention: tfjs.Tensor } {
  const [batch, length] = history.shape;
  const { embeddingSize } = config;
  const mask = paddingMask(history);
  const parts = { config, kind: kindOf(config), mode, mask };
  const normed = transformerStates(weights, history, parts).states;
  const likeness = tf.matMul(normed, weights.queries, false, true); // [batch * length, interests]
  const interestCount = weights.queries.shape[0];
  const byInterest = tf.transpose(
    tf.reshape(tf.mul(likeness, 1 / Math.sqrt(embeddingSize)), [batch, length, interestCount]),
    [0, 2, 1],
  );
  const attention = tf.softmax(tf.add(byInterest, tf.reshape(mask, [batch, 1, length])));
  const heard = tf.matMul(attention, tf.reshape(normed, [batch, length, embeddingSize]));
  const logits = tf.add(tf.sum(tf.mul(heard, weights.output), 2), weights.outputBias);
  return { logits, attention };
}
