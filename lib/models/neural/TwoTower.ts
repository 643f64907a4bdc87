import type * as tfjs from "@tensorflow/tfjs-node";
import { rows, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import { FeaturePairModel, type SideCatalogues } from "./FeaturePairModel";
import { type PairModelConfig, pairModelDefaults } from "./PairModel";
import { innerProducts, type PairNetwork } from "./pairNetwork";
import { dense } from "./transformerBlock";

/** Settings of the two-tower model. */
export type TwoTowerConfig = PairModelConfig & Pick<Hyperparameters, "hiddenSize">;

export const twoTowerDefaults: TwoTowerConfig = { ...pairModelDefaults, hiddenSize: 64 };

/**
 * Two towers: a network makes a vector of a user, another one of an item, each from an embedding
 * of its own and from its features; their product says whether they go together.
 *
 *     r(u, i) = sigma(<x_u, x_i> + b)
 *     x = W2 relu(W1 [embedding, features] + b1) + b2,  for users and items apart
 *
 * Scores are the log odds <x_u, x_i> + b.
 *
 * @see Yi et al. (2019), Sampling-bias-corrected neural modeling for large corpus item
 *   recommendations, doi:10.1145/3298689.3346996
 */
export class TwoTower extends FeaturePairModel<TwoTowerConfig> {
  override readonly name = "TwoTower";

  /** @param catalogues - what is known of users and items; see `sideFeatures` */
  constructor(config: Partial<TwoTowerConfig> = {}, catalogues: SideCatalogues = {}) {
    super(completeConfig("TwoTower", config, twoTowerDefaults), catalogues);
  }

  protected override pairNetwork(userCount: number, itemCount: number): PairNetwork {
    return twoTowerNetwork(this.config, {
      user: { count: userCount, featureCount: this.userFeatures.columnCount },
      item: { count: itemCount, featureCount: this.itemFeatures.columnCount },
    });
  }
}

/** How many users or items there are, and how many features of each. */
interface Side {
  readonly count: number;
  readonly featureCount: number;
}

/** The network by itself; it reads `userFeatures` and `itemFeatures`, where there are any. */
export function twoTowerNetwork(
  config: Pick<TwoTowerConfig, "embeddingSize" | "hiddenSize">,
  sides: { readonly user: Side; readonly item: Side },
): PairNetwork {
  return {
    weights: {
      ...towerWeights("user", sides.user, config),
      ...towerWeights("item", sides.item, config),
      offset: { shape: [1], initial: "zeros" },
    },
    logits(weights, { user, item, every }) {
      const left = tower(weights, "user", user);
      const right = tower(weights, "item", item);
      return tf.add(innerProducts(left, right, every), weights.offset);
    },
  };
}

function towerWeights(
  name: string,
  { count, featureCount }: Side,
  { embeddingSize, hiddenSize }: Pick<TwoTowerConfig, "embeddingSize" | "hiddenSize">,
): Record<string, WeightSpec> {
  return {
    [`${name}s`]: { shape: [count, embeddingSize], initial: { normal: 0.1 } },
    [`${name}Hidden`]: { shape: [embeddingSize + featureCount, hiddenSize], initial: "glorot" },
    [`${name}HiddenBias`]: { shape: [hiddenSize], initial: "zeros" },
    [`${name}Output`]: { shape: [hiddenSize, embeddingSize], initial: "glorot" },
    [`${name}OutputBias`]: { shape: [embeddingSize], initial: "zeros" },
  };
}

/** @returns shape [positions, embedding] */
function tower(weights: Weights, name: "user" | "item", positions: tfjs.Tensor): tfjs.Tensor {
  const own = rows(weights[`${name}s`], positions);
  const table = weights[`${name}Features`] as tfjs.Tensor | undefined;
  const read = table ? tf.concat([own, rows(table, positions)], 1) : own;
  const hidden = tf.relu(dense(read, weights[`${name}Hidden`], weights[`${name}HiddenBias`]));
  return dense(hidden, weights[`${name}Output`], weights[`${name}OutputBias`]);
}
