import { rows, tf } from "../../native";
import { completeConfig, type OwnRules } from "../hyperparameters";
import { layerSizesRule } from "./layerSizes";
import { PairModel, type PairModelConfig, pairModelDefaults } from "./PairModel";
import { innerProducts, layerWeights, pairLayers, type PairNetwork } from "./pairNetwork";

/** Settings of NeuMF. */
export interface NeuMfConfig extends PairModelConfig {
  /** Units of the dense layers, from the first. */
  readonly layerSizes: readonly number[];
}

export const neuMfDefaults: NeuMfConfig = { ...pairModelDefaults, layerSizes: [64, 32, 16] };

const neuMfRules: OwnRules<NeuMfConfig> = { layerSizes: layerSizesRule };

/**
 * NeuMF: a weighted product of a user's and an item's vectors, beside dense layers on another
 * pair of vectors; both decide together.
 *
 *     logit(u, i) = sum over d of w_d p_ud q_id + <v, layers([p'_u, q'_i])> + b
 *
 * Deviation: both parts are trained together from the start, without pre-training.
 *
 * @see He, Liao, Zhang, Nie, Hu and Chua (2017), Neural collaborative filtering, arXiv:1708.05031;
 *   Rendle, Krichene, Zhang and Anderson (2020), Neural collaborative filtering vs. matrix
 *   factorization revisited, arXiv:2005.09683 (a plain product does as well)
 */
export class NeuMf extends PairModel<NeuMfConfig> {
  override readonly name = "NeuMf";

  constructor(config: Partial<NeuMfConfig> = {}) {
    super(completeConfig("NeuMf", config, neuMfDefaults, neuMfRules));
  }

  protected override pairNetwork(userCount: number, itemCount: number): PairNetwork {
    return neuMfNetwork(this.config, userCount, itemCount);
  }
}

/** The network by itself. */
export function neuMfNetwork(
  { embeddingSize, layerSizes }: Pick<NeuMfConfig, "embeddingSize" | "layerSizes">,
  userCount: number,
  itemCount: number,
): PairNetwork {
  const initial = { normal: 0.05 };
  return {
    weights: {
      users: { shape: [userCount, embeddingSize], initial },
      items: { shape: [itemCount, embeddingSize], initial },
      layerUsers: { shape: [userCount, embeddingSize], initial },
      layerItems: { shape: [itemCount, embeddingSize], initial },
      product: { shape: [embeddingSize], initial: "ones" },
      ...layerWeights(2 * embeddingSize, layerSizes),
      output: { shape: [layerSizes.at(-1)!, 1], initial: "glorot" },
      outputBias: { shape: [1], initial: "zeros" },
    },
    logits(weights, { user, item, every }) {
      const weighted = tf.mul(rows(weights.users, user), weights.product);
      const product = innerProducts(weighted, rows(weights.items, item), every);
      const left = rows(weights.layerUsers, user);
      const right = rows(weights.layerItems, item);
      const last = pairLayers(weights, { left, right, every }, layerSizes.length);
      const heard = tf.squeeze(tf.matMul(last, weights.output), [1]); // [pairs]
      return tf.add(tf.add(product, heard), weights.outputBias);
    },
  };
}
