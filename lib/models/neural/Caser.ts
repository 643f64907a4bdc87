import type * as tfjs from "@tensorflow/tfjs-node";
import { dropout, maxOver, rows, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import { innerProductHead } from "./itemHead";
import { itemLossRules } from "./itemLosses";
import {
  type Packing,
  SequenceModel,
  type SequenceModelConfig,
  sequenceModelDefaults,
  type SequenceNetwork,
} from "./SequenceModel";
import { dense } from "./transformerBlock";
import { windowPacking } from "./windowPacking";

/** Settings of Caser. */
export interface CaserConfig
  extends
    SequenceModelConfig,
    Pick<Hyperparameters, "embeddingSize" | "filterCount" | "verticalFilterCount" | "horizon"> {}

export const caserDefaults: CaserConfig = {
  ...sequenceModelDefaults,
  optimizer: { kind: "adam" },
  historyLength: 5,
  horizon: 3,
  embeddingSize: 64,
  filterCount: 16,
  verticalFilterCount: 4,
  dropout: 0.5,
};

/**
 * Caser: convolutions over the last few items, read as a picture of items x dimensions, and a
 * vector of the user's own.
 *
 *     horizontal = max over places of relu(filter of 1..L items),  vertical = filter over all L
 *     z = relu(W [vertical, horizontal] + b),  score(item i) = <[z, user], vector_i> + offset_i
 *
 * Padding reads as 0. `filterCount` counts the horizontal filters of each height. A user unknown
 * at the fit has a stranger's vector; see `windowPacking`.
 *
 * Deviation: the softmax over all items by default instead of binary cross-entropy with three
 * wrong items ("gbce" with calibration 0).
 *
 * @see Tang and Wang (2018), Personalized top-n sequential recommendation via convolutional
 *   sequence embedding, arXiv:1809.07426
 */
export class Caser extends SequenceModel<CaserConfig> {
  override readonly name = "Caser";

  constructor(config: Partial<CaserConfig> = {}) {
    super(completeConfig("Caser", config, caserDefaults, itemLossRules));
  }

  protected override sequenceNetwork(itemCount: number, userCount: number): SequenceNetwork {
    return caserNetwork(this.config, itemCount, userCount);
  }

  protected override packing(): Packing {
    return windowPacking(this.config);
  }
}

type NetworkConfig = Pick<
  CaserConfig,
  "historyLength" | "embeddingSize" | "filterCount" | "verticalFilterCount" | "dropout"
>;

/** The network by itself. Rows 0 are the padding's, of `users` a stranger's. */
export function caserNetwork(
  config: NetworkConfig,
  itemCount: number,
  userCount: number,
): SequenceNetwork {
  const { embeddingSize, historyLength, filterCount, verticalFilterCount } = config;
  const pictureSize = verticalFilterCount * embeddingSize + historyLength * filterCount;
  return {
    weights: {
      items: { shape: [itemCount + 1, embeddingSize], initial: { normal: 0.05 } },
      users: { shape: [userCount + 1, embeddingSize], initial: { normal: 0.05 } },
      vertical: { shape: [historyLength, verticalFilterCount], initial: "glorot" },
      verticalBias: { shape: [verticalFilterCount], initial: "zeros" },
      ...horizontalWeights(config),
      hidden: { shape: [pictureSize, embeddingSize], initial: "glorot" },
      hiddenBias: { shape: [embeddingSize], initial: "zeros" },
      vectors: { shape: [itemCount + 1, 2 * embeddingSize], initial: { normal: 0.05 } },
      offsets: { shape: [itemCount], initial: "zeros" },
    },
    states(weights, { history, user }, { training, seed }) {
      const seen = picture(weights, history, config);
      const kept = training && seed ? dropout(seen, config.dropout, { seed, site: 1 }) : seen;
      const z = tf.relu(dense(kept, weights.hidden, weights.hiddenBias)); // [batch, embedding]
      return tf.concat([z, rows(weights.users, user)], 1);
    },
    head: innerProductHead(itemCount, { vectors: "vectors", offsets: "offsets" }),
  };
}

function horizontalWeights(config: NetworkConfig): Record<string, WeightSpec> {
  const { historyLength, embeddingSize, filterCount } = config;
  const named: Record<string, WeightSpec> = {};
  for (let height = 1; height <= historyLength; height++) {
    const shape = [height, embeddingSize, filterCount];
    named[`horizontal${height}`] = { shape, initial: "glorot" };
    named[`horizontal${height}Bias`] = { shape: [filterCount], initial: "zeros" };
  }
  return named;
}

/** What the filters see; shape [batch, vertical filters * embedding + length * filters]. */
function picture(weights: Weights, history: tfjs.Tensor, config: NetworkConfig): tfjs.Tensor {
  const { embeddingSize, verticalFilterCount } = config;
  const [batch, length] = history.shape;
  const isItem = tf.expandDims(tf.cast(tf.greater(history, 0), "float32"), 2);
  const embedded = tf.mul(rows(weights.items, history), isItem); // [batch, length, embedding]
  const columns = tf.reshape(tf.transpose(embedded, [0, 2, 1]), [batch * embeddingSize, length]);
  const vertical = tf.reshape(dense(columns, weights.vertical, weights.verticalBias), [
    batch,
    embeddingSize * verticalFilterCount,
  ]);
  const horizontal = Array.from({ length }, (_, index) => {
    const filter = weights[`horizontal${index + 1}`];
    const found = tf.conv1d(embedded as never, filter as never, 1, "valid");
    const active = tf.relu(tf.add(found, weights[`horizontal${index + 1}Bias`]));
    return maxOver(active, 1); // [batch, filters]
  });
  return tf.concat([vertical, ...horizontal], 1);
}
